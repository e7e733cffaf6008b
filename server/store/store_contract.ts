import { alertContract } from "./alert_contract.ts";
import { auditContract } from "./audit_contract.ts";
import { contractOf } from "./contract.ts";
import { meshContract } from "./mesh_contract.ts";
import { peopleContract } from "./people_contract.ts";
import type { Store } from "./store.ts";
import { trafficContract } from "./traffic_contract.ts";

const writableContract = contractOf((store: Store) => store, (test) => {
  test("says that it can be written", async (store) => {
    await store.checkWritable();
  });
});

/** What every implementation of the store must do. */
export const storeContract = [
  ...peopleContract,
  ...meshContract,
  ...trafficContract,
  ...alertContract,
  ...auditContract,
  ...writableContract,
];
