import { define } from "../../define.ts";
import Local from "./(_islands)/Local.tsx";
import { Box } from "./(_components)/Box.tsx";

export default define.page(async () => {
  await Promise.resolve();
  return (
    <Box>
      <Local label="hi" />
    </Box>
  );
});
