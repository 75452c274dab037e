import { describe, expect, it } from 'vitest';
import { createPlaces } from '../../language-server/simulation/places.ts';

/** Ranks by hour of the day; what is taken of each day. */
function taken(perDay: number, days: [hour: number, rank: number][][], isRanked = true): string[] {
  const first = { order: 'highest', of: { kind: 'column', name: 'lifetime_value' } } as const;
  const places = createPlaces({ budget: { perDay, ...(isRanked ? { first } : {}) } })!;
  return days.map((cases, day) => {
    places.begin(day);
    return cases
      .filter(([hour, rank]) => {
        const isAsked = !places.isFull(hour, rank);
        places.arrive(hour, rank, isAsked);
        return isAsked;
      })
      .map(([hour]) => hour)
      .join(' ');
  });
}

describe('the places of a day', () => {
  const day: [number, number][] = [
    [8, 1],
    [9, 5],
    [10, 2],
    [15, 9],
  ];

  it.each([
    ['go by arrival on the first day', 2, [day], ['8 9']],
    ['are kept for the higher ones that came later the day before', 2, [day, day], ['8 9', '9 15']],
    [
      'are given to lower ones once the expected hour is over',
      1,
      [
        [[9, 9]],
        [
          [8, 1],
          [9, 1],
        ],
      ],
      ['9', '9'],
    ],
    ['are not kept for a case that ranks the same', 1, [[[9, 5]], [[8, 5]]], ['9', '8']],
    [
      'are as few as the budget, however many rank high',
      1,
      [
        day,
        [
          [8, 9],
          [9, 9],
        ],
      ],
      ['8', '8'],
    ],
    ['are kept as the last day with cases had them', 1, [[[9, 9]], [], [[8, 1]]], ['9', '', '']],
    ['are none where the budget is none', 0, [day], ['']],
  ] as [string, number, [number, number][][], string[]][])('%s', (_, perDay, days, expected) => {
    expect(taken(perDay, days)).toEqual(expected);
  });

  it('go by arrival where no order is said', () => {
    expect(taken(2, [day, day], false)).toEqual(['8 9', '8 9']);
  });
});
