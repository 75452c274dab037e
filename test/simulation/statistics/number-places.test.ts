import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createNumberPlaces } from '../../../language-server/simulation/statistics/number-places.ts';

const number = fc.oneof(
  fc.double({ noNaN: true }),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0, -0, Infinity, -Infinity, Number.MIN_VALUE),
);

it('numbers have the places that a Map would have given them', () => {
  fc.assert(
    fc.property(fc.array(number, { maxLength: 400 }), (numbers) => {
      const places = createNumberPlaces();
      const map = new Map<number, number>();
      for (const each of numbers) {
        expect(places.find(each)).toBe(map.get(each) ?? -1);
        if (map.has(each)) continue;
        expect(places.add(each)).toBe(map.size);
        map.set(each, map.size);
      }
      expect(places.count()).toBe(map.size);
      for (const [each, place] of map) expect(places.at(place) === each).toBe(true);
    }),
  );
});
