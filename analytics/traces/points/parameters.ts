/** What turns raw points into stays, places and trips. The values used stand in every manifest. */
export type PointParameters = {
  /** Points less accurate than this are left out. Metres; points without an accuracy stay. */
  readonly maxAccuracyM: number;
  /** A point reached faster than this from the last one kept is left out. Kilometres per hour. */
  readonly maxSpeedKmh: number;
  /** A stay keeps within this distance of its first point. Metres. */
  readonly stayRadiusM: number;
  /** A shorter stop is not a stay. Minutes, between the first and the last point inside. */
  readonly minStayMinutes: number;
  /** A longer time without a point is not observed: it ends a stay and a trip. Minutes. */
  readonly maxGapMinutes: number;
  /** Stays linked by steps of at most this are one place. Metres. */
  readonly placeRadiusM: number;
  /** Two stays at one place closer in time than this are one. Minutes; 0 keeps them apart. */
  readonly mergeMinutes: number;
  /** Places are found among all persons' stays together, so that the same number is the same place for everyone. */
  readonly sharedPlaces: boolean;
  /** Points of whole persons worked on at a time: bounds memory, changes no result. */
  readonly batchRows: number;
};

/** Defaults of trackintel's sliding detection and places; a speed no vehicle on the ground reaches. */
export const POINT_PARAMETERS: PointParameters = {
  maxAccuracyM: 500,
  maxSpeedKmh: 500,
  stayRadiusM: 100,
  minStayMinutes: 5,
  maxGapMinutes: 15,
  placeRadiusM: 100,
  mergeMinutes: 10,
  sharedPlaces: false,
  batchRows: 2_000_000,
};
