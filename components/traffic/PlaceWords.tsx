import type { Place } from "@/shared/traffic/event.ts";
import { Visible } from "@/components/text/Visible.tsx";
import { countryName } from "./countries.ts";
import { Flag } from "./Flag.tsx";
import { describePlace } from "./describe_event.ts";

/** City, region and country, or what kind of address it is. */
export function PlaceWords({ place }: { place: Place }) {
  if (place.kind !== "place") return <>{describePlace(place).words}</>;
  const { city, region, country } = place;
  const words = [city, region, country && countryName(country)].filter(Boolean);
  return (
    <>
      {country && <Flag country={country} />} <Visible text={words.join(", ")} />
    </>
  );
}
