/** The rows that a reward model was fitted on, and how each one moves what rests on the model. */
export interface ModelledRows {
  /** `place`: of the choice; -1 where it has no mean of its own. */
  add: (subject: number, cell: number, place: number, reward: number) => void;
  /** The model's means, from the counts and the sums of rewards by cell and choice. */
  settle: (counts: Float64Array[], sums: Float64Array[]) => Means;
  /** Where an arm's reliance on a cell is kept. */
  massesOf: (arm: number, cell: number) => Float64Array;
  /** An arm takes the choice with this probability in a row of the cell. */
  rely: (masses: Float64Array, arm: number, place: number, mass: number) => void;
  /** Calls `into` for every row with its influence on Σ of the arm's predictions. */
  influences: (
    arms: number,
    into: (subject: number, arm: number, influence: number) => void,
  ) => void;
}

export interface Means {
  /** By cell, then by choice. */
  byCell: Float64Array[];
  overall: number;
}

/** 16 bytes a row, in pieces, so that no array is ever copied to grow. */
const PIECE = 65_536;

interface Piece {
  subjects: Int32Array;
  /** Cell × choices + choice; -1 where the choice has no mean of its own. */
  keys: Int32Array;
  rewards: Float64Array;
}

/**
 * A mean that is predicted rests on the rows of its cell: one row more of reward r moves a cell's
 * mean μ by (r − μ)/(n + prior), that of the choice alone likewise, through which it moves every
 * cell of that choice, and so on up to the overall mean. Weighed by how much an arm relies on each
 * mean, that is the row's influence (Hampel 1974), exact to first order.
 */
export function createModelledRows({
  choices,
  prior,
}: {
  choices: number;
  /** Infinity: the overall mean stands for every choice. */
  prior: number;
}): ModelledRows {
  const pieces: Piece[] = [];
  let length = 0;
  let total = 0;
  let counts: Float64Array[] = [];
  const choiceCounts = new Float64Array(choices);
  const choiceSums = new Float64Array(choices);
  const choiceMeans = new Float64Array(choices);
  let means: Means = { byCell: [], overall: NaN };
  /** By arm: by cell, by choice; and what relies on the overall mean at once. */
  const masses: Float64Array[][] = [];
  const unplaced: number[] = [];

  /** How much of a mean's own rows, and how much of the coarser mean, it is made of. */
  const shrunk = (sum: number, rows: number, coarser: number): number =>
    prior === Infinity || rows + prior === 0 ? coarser : (sum + prior * coarser) / (rows + prior);
  const passedOn = (rows: number): number =>
    prior === Infinity || rows + prior === 0 ? 1 : prior / (rows + prior);
  const perRow = (rows: number): number =>
    prior === Infinity || rows + prior === 0 ? 0 : 1 / (rows + prior);

  return {
    add: (subject, cell, place, reward) => {
      const at = length % PIECE;
      if (at === 0) {
        pieces.push({
          subjects: new Int32Array(PIECE),
          keys: new Int32Array(PIECE),
          rewards: new Float64Array(PIECE),
        });
      }
      const piece = pieces[pieces.length - 1]!;
      piece.subjects[at] = subject;
      piece.keys[at] = place < 0 ? -1 : cell * choices + place;
      piece.rewards[at] = reward;
      length++;
      total += reward;
    },
    settle: (ofCells, sums) => {
      counts = ofCells;
      const overall = total / length;
      for (const [cell, rows] of counts.entries()) {
        for (let place = 0; place < choices; place++) {
          choiceCounts[place]! += rows[place]!;
          choiceSums[place]! += sums[cell]![place]!;
        }
      }
      for (let place = 0; place < choices; place++) {
        choiceMeans[place] = shrunk(choiceSums[place]!, choiceCounts[place]!, overall);
      }
      // One cell is the choice alone: drawing it towards itself once more would say nothing new.
      const byCell =
        counts.length === 1
          ? [choiceMeans]
          : counts.map((rows, cell) =>
              rows.map((n, place) => shrunk(sums[cell]![place]!, n, choiceMeans[place]!)),
            );
      return (means = { byCell, overall });
    },
    massesOf: (arm, cell) => {
      const own = (masses[arm] ??= []);
      return (own[cell] ??= new Float64Array(choices));
    },
    rely: (own, arm, place, mass) => {
      if (place >= 0) own[place]! += mass;
      else unplaced[arm] = (unplaced[arm] ?? 0) + mass;
    },
    influences: (arms, into) => {
      const isAlone = counts.length === 1;
      const perKey: Float64Array[] = [];
      const perChoice: Float64Array[] = [];
      const perAny: number[] = [];
      for (let arm = 0; arm < arms; arm++) {
        const keys = (perKey[arm] = new Float64Array(counts.length * choices));
        const ofChoice = (perChoice[arm] = new Float64Array(choices));
        let left = unplaced[arm] ?? 0;
        for (const [cell, rows] of counts.entries()) {
          const relied = masses[arm]?.[cell];
          if (!relied) continue;
          for (let place = 0; place < choices; place++) {
            const mass = relied[place]!;
            if (!isAlone) keys[cell * choices + place] = mass * perRow(rows[place]!);
            ofChoice[place]! += isAlone ? mass : mass * passedOn(rows[place]!);
          }
        }
        for (let place = 0; place < choices; place++) {
          const mass = ofChoice[place]!;
          ofChoice[place] = mass * perRow(choiceCounts[place]!);
          left += mass * passedOn(choiceCounts[place]!);
        }
        perAny[arm] = left / length;
      }
      for (let i = 0; i < length; i++) {
        const piece = pieces[Math.floor(i / PIECE)]!;
        const at = i % PIECE;
        const key = piece.keys[at]!;
        const reward = piece.rewards[at]!;
        const place = key < 0 ? -1 : key % choices;
        const cellMean = key < 0 ? 0 : means.byCell[Math.floor(key / choices)]![place]!;
        for (let arm = 0; arm < arms; arm++) {
          let influence = perAny[arm]! * (reward - means.overall);
          if (key >= 0) {
            influence += perKey[arm]![key]! * (reward - cellMean);
            influence += perChoice[arm]![place]! * (reward - choiceMeans[place]!);
          }
          into(piece.subjects[at]!, arm, influence);
        }
      }
    },
  };
}
