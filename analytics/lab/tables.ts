/** A column that a study's table is read for. `names`: headers taken for it without asking, lower case, no accent. */
export type Role = {
  readonly name: string;
  readonly names: readonly string[];
  readonly required: boolean;
  readonly meaning: string;
  readonly example: readonly string[];
};

export type TableName = 'points' | 'contacts' | 'antennas' | 'persons' | 'spells' | 'events';

export type StudyTable = {
  readonly name: TableName;
  /** What a study gains by it: said when it is missing. */
  readonly gives: string;
  readonly roles: readonly Role[];
};

const role = (
  name: string,
  required: boolean,
  names: string,
  meaning: string,
  example: readonly string[],
): Role => ({
  name,
  required,
  names: [name, ...names.split(' ').filter((word) => word !== '')],
  meaning,
  example,
});

const PERSON =
  'person_id uid user user_id userid id participant participant_id individu identifiant pid subject device device_id numero';
const person = (required: boolean): Role =>
  role('person', required, PERSON, 'Who: any text; it never reaches an output', ['ana', 'ana', 'bilal']);

/** The tables of a study. `joka lab template` writes them; the reader maps the columns of any file onto them. */
export const STUDY_TABLES: Readonly<Record<TableName, StudyTable>> = {
  points: {
    name: 'points',
    gives: 'stays, trips, mobility measures, encounters, flows and re-identification risk',
    roles: [
      person(false),
      role(
        'time',
        true,
        'time_utc timestamp timestamp_utc datetime date_time dt at t when horodatage date_heure heure_utc recorded_at tst ts',
        'When, ISO 8601 best: 2026-03-02T08:15:00+01:00',
        ['2026-03-02T08:15:00+01:00', '2026-03-02T08:25:00+01:00', '2026-03-02T09:00:00+01:00'],
      ),
      role('date', false, 'day jour', 'The day, when date and hour are two columns', []),
      role('hour', false, 'heure clock time_of_day', 'The hour of that day', []),
      role(
        'lat',
        false,
        'latitude y lat_wgs84 coord_y northing y_l93 nord',
        'Latitude in degrees, or northing',
        ['50.4291', '50.4293', '50.4312'],
      ),
      role(
        'lng',
        false,
        'lon long longitude x lng_wgs84 coord_x easting x_l93 est',
        'Longitude in degrees, or easting',
        ['2.8318', '2.8320', '2.8354'],
      ),
      role(
        'accuracy',
        false,
        'accuracy_m acc precision hacc horizontal_accuracy',
        'Radius of uncertainty, metres',
        ['12', '15', '8'],
      ),
      role(
        'antenna',
        false,
        'antenna_id cell cell_id site site_id tower bts',
        'Antenna of a call record',
        [],
      ),
    ],
  },
  contacts: {
    name: 'contacts',
    gives: 'contact measures and ties by type',
    roles: [
      person(false),
      role('other', true, 'correspondent contact alter to j callee correspondant partner', 'The other end', [
        'bilal',
        '+33600000001',
        'ana',
      ]),
      role(
        'time',
        true,
        'time_utc timestamp datetime date_time at t when horodatage date',
        'When it began, or seconds from the study’s beginning',
        ['2026-03-02T10:00:00+01:00', '2026-03-02T11:30:00+01:00', '2026-03-03T10:00:00+01:00'],
      ),
      role('kind', false, 'interaction type channel canal', 'call, text, met, message', [
        'met',
        'call',
        'text',
      ]),
      role('direction', false, 'sens dir', 'in or out', ['out', 'out', 'in']),
      role('duration', false, 'call_duration duration_s duree seconds', 'Seconds', ['600', '137', '']),
      role('tie_type', false, 'relation other_kind', 'peer, joker, adviser, employer', [
        'peer',
        'adviser',
        'peer',
      ]),
      role('antenna', false, 'antenna_id cell cell_id site tower', 'Antenna of the person at that time', []),
    ],
  },
  antennas: {
    name: 'antennas',
    gives: 'places for call records that name an antenna',
    roles: [
      role('antenna', true, 'antenna_id id cell cell_id site site_id place_id tower', 'Name of the antenna', [
        'A1',
        'A2',
      ]),
      role('lat', true, 'latitude y', 'Latitude in degrees', ['50.43', '50.44']),
      role('lng', true, 'lon long longitude x', 'Longitude in degrees', ['2.83', '2.85']),
    ],
  },
  persons: {
    name: 'persons',
    gives: 'groups to compare, weights, dates of entry and exit, and the flow of who took part',
    roles: [
      { ...person(true), example: ['ana', 'bilal', 'chloe'] },
      role('group', false, 'groupe arm cohort cohorte territory', 'What groups are compared by', [
        'rally',
        'control',
        'rally',
      ]),
      role('weight', false, 'poids ponderation', 'Survey weight', ['1', '1', '1.4']),
      role('entry', false, 'entry_date start inclusion debut date_entree', 'First day of observation', [
        '2026-03-01',
        '2026-03-01',
        '2026-03-02',
      ]),
      role('exit', false, 'exit_date end fin date_sortie', 'Last day of observation', [
        '2026-06-30',
        '2026-05-15',
        '2026-06-30',
      ]),
      role(
        'rally',
        false,
        'treated_from rally_date date_rallye',
        'Day its territory’s rally began; empty: never',
        ['2026-04-06', '', '2026-04-06'],
      ),
    ],
  },
  spells: {
    name: 'spells',
    gives: 'work stability, the four profiles and their transitions',
    roles: [
      person(true),
      role('begin', true, 'start from debut date_debut', 'First day', [
        '2026-03-01',
        '2026-04-10',
        '2026-03-01',
      ]),
      role('end', true, 'stop to until fin date_fin', 'Last day', ['2026-04-09', '2026-06-30', '2026-06-30']),
      role(
        'status',
        true,
        'state work work_status statut etat situation',
        'job, short_job, training, search, out, refused; own words are kept',
        ['search', 'job', 'training'],
      ),
    ],
  },
  events: {
    name: 'events',
    gives: 'time to first job, training or interview: survival curves and Cox models',
    roles: [
      person(true),
      role('date', true, 'day time at jour date_evenement', 'When', [
        '2026-04-10',
        '2026-05-15',
        '2026-06-30',
      ]),
      role('kind', true, 'event type evenement', 'first_job, training, interview, censored', [
        'first_job',
        'censored',
        'censored',
      ]),
      role(
        'reason',
        false,
        'censoring censoring_reason motif',
        'Why observation ended: withdrawal, end, age_limit',
        ['', 'withdrawal', 'end'],
      ),
    ],
  },
};

export const TABLE_NAMES = Object.keys(STUDY_TABLES) as TableName[];
