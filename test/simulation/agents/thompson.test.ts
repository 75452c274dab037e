import { describe, expect, it } from 'vitest';
import {
  createThompson,
  MOST_CELLS,
  type ThompsonAgent,
  type ThompsonOptions,
} from '../../../language-server/simulation/agents/thompson.ts';
import { createRandom } from '../../../language-server/simulation/random.ts';

const agentOf = (options: Partial<ThompsonOptions> = {}) =>
  createThompson({ choices: 3, usualLane: 0, dimensions: 1, direction: 'more', ...options });

function teach(agent: ThompsonAgent, cell: number, lane: number, rows: number, rate: number) {
  for (let i = 0; i < rows; i++) agent.learn(cell, lane, i < rows * rate ? 1 : 0, 1);
}

describe('Thompson sampling', () => {
  it('holds every choice for equally good before it has seen anything', () => {
    const agent = agentOf({ choices: 4 });
    const { probabilities, rates, evidences } = agent.view(agent.cell([0]));
    for (const chance of probabilities) expect(chance).toBeCloseTo(0.25, 5);
    expect([...rates]).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect([...evidences]).toEqual([0, 0, 0, 0]);
  });

  it.each([
    ['more', 2],
    ['less', 1],
  ] as const)('settles on the best choice where %s is better', (direction, best) => {
    const agent = agentOf({ direction });
    const cell = agent.cell([0]);
    teach(agent, cell, 0, 2000, 0.1);
    teach(agent, cell, 1, 2000, 0.05);
    teach(agent, cell, 2, 2000, 0.2);
    const { probabilities, confidences, rates, greedy } = agent.view(cell);
    expect(greedy).toBe(best);
    expect(probabilities[best]).toBeGreaterThan(0.999);
    expect(confidences[best]).toBeGreaterThan(0.999);
    expect(confidences[0]).toBe(1);
    expect(confidences[3 - best]).toBeLessThan(0.001);
    [0.1, 0.05, 0.2].forEach((rate, lane) => expect(rates[lane]).toBeCloseTo(rate, 2));
  });

  it('is confident of the best where no choice is usual', () => {
    const agent = agentOf({ usualLane: undefined });
    const cell = agent.cell([0]);
    teach(agent, cell, 1, 50, 0.4);
    const { probabilities, confidences } = agent.view(cell);
    expect([...confidences]).toEqual([...probabilities]);
  });

  it('draws each choice with the probability that it shows', () => {
    const agent = agentOf();
    const cell = agent.cell([0]);
    teach(agent, cell, 0, 60, 0.2);
    teach(agent, cell, 1, 60, 0.3);
    const random = createRandom(7);
    const drawn = [0, 0, 0];
    for (let i = 0; i < 100_000; i++) drawn[agent.draw(cell, random)]!++;
    for (const [lane, chance] of agent.view(cell).probabilities.entries()) {
      expect(Math.abs(drawn[lane]! / 100_000 - chance)).toBeLessThan(0.006);
      expect(agent.propensity(cell, lane)).toBe(chance);
    }
  });

  it('stays with the same probabilities until enough new evidence is in', () => {
    const agent = agentOf();
    const cell = agent.cell([0]);
    teach(agent, cell, 1, 160, 0.5);
    const before = [...agent.view(cell).probabilities];
    teach(agent, cell, 2, 9, 1);
    expect([...agent.view(cell).probabilities]).toEqual(before);
    teach(agent, cell, 2, 1, 1);
    expect([...agent.view(cell).probabilities]).not.toEqual(before);
  });

  it('gives the same decisions again', () => {
    const run = () => {
      const agent = agentOf({ dimensions: 2 });
      const random = createRandom(3);
      return Array.from({ length: 2000 }, (_, i) => {
        const cell = agent.cell([i % 2, i % 3]);
        const lane = agent.draw(cell, random);
        agent.learn(cell, lane, random.next() < 0.1 * (lane + 1) ? 1 : 0, 3);
        return lane;
      });
    };
    expect(run()).toEqual(run());
  });

  it('survives a million failures without a number that is none', () => {
    const agent = agentOf();
    const cell = agent.cell([0]);
    teach(agent, cell, 0, 1e6, 0);
    teach(agent, cell, 1, 1e4, 0);
    const { probabilities, confidences, rates } = agent.view(cell);
    for (const value of [...probabilities, ...confidences, ...rates]) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
    expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });
});

describe('what an avoid rule leaves', () => {
  const agent = agentOf();
  const cell = agent.cell([0]);
  teach(agent, cell, 1, 5000, 0.9);
  teach(agent, cell, 0, 5000, 0.2);
  teach(agent, cell, 2, 5000, 0.1);

  it('is drawn from by the probabilities scaled up', () => {
    const allowed = Uint8Array.from([0, 1, 1]);
    expect(agent.propensity(cell, 0, allowed)).toBe(0);
    expect(agent.propensity(cell, 1, allowed) + agent.propensity(cell, 2, allowed)).toBeCloseTo(
      1,
      12,
    );
  });

  it('is the best of choices that are never the best', () => {
    const allowed = Uint8Array.from([1, 0, 1]);
    expect(agent.view(cell).probabilities[0]).toBeLessThan(1e-12);
    expect(agent.draw(cell, createRandom(1), allowed)).toBe(0);
    expect(agent.propensity(cell, 0, allowed)).toBeCloseTo(1, 6);
  });

  it('can be nothing', () => {
    expect(agent.draw(cell, createRandom(1), new Uint8Array(3))).toBe(-1);
    expect(agent.propensity(cell, 1, new Uint8Array(3))).toBe(0);
  });
});

describe('cells', () => {
  it('take an unknown value for a value of its own', () => {
    const agent = agentOf({ dimensions: 2 });
    const unknown = agent.cell([1, NaN]);
    expect(agent.cell([1, NaN])).toBe(unknown);
    expect(agent.cell([1, 0])).not.toBe(unknown);
    expect(agent.context(unknown)).toEqual([1, NaN]);
  });

  it('of no columns are one', () => {
    const agent = agentOf({ dimensions: 0 });
    expect(agent.cell([])).toBe(agent.cell([]));
    expect(agent.context(agent.cell([]))).toEqual([]);
  });

  it('without rows believe what their neighbours under the same parent learned', () => {
    const agent = agentOf({ dimensions: 2 });
    teach(agent, agent.cell([0, 0]), 1, 1000, 0.6);
    teach(agent, agent.cell([0, 0]), 0, 1000, 0.1);
    const sibling = agent.view(agent.cell([0, 1]));
    expect(sibling.rates[1]).toBeCloseTo(0.6, 1);
    expect(sibling.rates[0]).toBeCloseTo(0.1, 1);
    expect([...sibling.evidences]).toEqual([0, 0, 0]);
  });

  it('with rows of their own soon leave their parent’s opinion', () => {
    const agent = agentOf({ dimensions: 1 });
    teach(agent, agent.cell([0]), 1, 1000, 0.6);
    teach(agent, agent.cell([1]), 1, 200, 0.1);
    expect(agent.view(agent.cell([1])).rates[1]).toBeLessThan(0.2);
  });

  it('follow their parent even when they were first seen before it knew anything', () => {
    const agent = agentOf();
    const early = agent.cell([1]);
    expect(agent.view(early).rates[1]).toBe(0.5);
    teach(agent, agent.cell([0]), 1, 500, 0.9);
    expect(agent.view(early).rates[1]).toBeGreaterThan(0.8);
  });

  it('stop growing in number at a limit, beyond which the parent decides', () => {
    const agent = agentOf({ choices: 1, usualLane: undefined });
    for (let code = 0; code < MOST_CELLS + 10; code++) agent.cell([code]);
    expect(agent.context(agent.cell([MOST_CELLS + 5]))).toEqual([]);
    expect(agent.context(agent.cell([5]))).toEqual([5]);
  });
});

describe('weights', () => {
  it('of any common size count a row as one row', () => {
    const [light, heavy] = [1, 24].map((weight) => {
      const agent = agentOf();
      const cell = agent.cell([0]);
      for (let i = 0; i < 100; i++) agent.learn(cell, i % 2, i % 3 ? 0 : 1, weight);
      return agent.view(cell);
    });
    for (const lane of [0, 1, 2]) {
      expect(heavy!.probabilities[lane]).toBeCloseTo(light!.probabilities[lane]!, 10);
    }
    expect([...heavy!.evidences]).toEqual([50, 50, 0]);
  });

  it('correct the rate for rows that were seen too rarely', () => {
    const agent = agentOf({ choices: 1, usualLane: undefined, dimensions: 0 });
    for (let i = 0; i < 20_000; i++) agent.learn(0, 0, i % 2, i % 2 ? 3 : 1);
    expect(agent.view(0).rates[0]).toBeCloseTo(0.75, 2);
  });

  it.each([
    [1.5, 1],
    [-0.1, 1],
    [NaN, 1],
    [1, 0],
    [1, Infinity],
    [1, NaN],
  ])('and rewards that cannot be are refused: reward %d, weight %d', (reward, weight) => {
    const agent = agentOf();
    expect(() => agent.learn(agent.cell([0]), 0, reward, weight)).toThrow(RangeError);
  });

  it('are for a number of choices that can be computed', () => {
    expect(() => agentOf({ choices: 0 })).toThrow(RangeError);
    expect(() => agentOf({ choices: 1440 })).toThrow(RangeError);
  });
});
