/**
 * The lanes that a row has to work out. Arrays of what the state moves are filled by place, the
 * first `count` places only, so that a row costs what it needs and not what it could choose.
 */
export interface ActiveLanes {
  count: number;
  /** Lane by place. */
  lanes: Int32Array;
  /** Place by lane; -1 where the lane is not active. */
  places: Int32Array;
  /** Canonical value of the choice by place. */
  values: Float64Array;
}

export function createActiveLanes(count: number): ActiveLanes {
  return {
    count: 0,
    lanes: new Int32Array(count),
    places: new Int32Array(count).fill(-1),
    values: new Float64Array(count),
  };
}

export function clearActive(active: ActiveLanes): void {
  for (let place = 0; place < active.count; place++) active.places[active.lanes[place]!] = -1;
  active.count = 0;
}

export function activate(active: ActiveLanes, lane: number, values: Float64Array): void {
  if (lane < 0 || active.places[lane] !== -1) return;
  active.places[lane] = active.count;
  active.lanes[active.count] = lane;
  active.values[active.count++] = values[lane]!;
}

export function activateAll(active: ActiveLanes, values: Float64Array): void {
  for (let lane = 0; lane < values.length; lane++) activate(active, lane, values);
}
