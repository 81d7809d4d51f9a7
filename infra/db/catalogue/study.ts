import { declare, mutations } from './declare.ts';

const STUDY = 'until the person is erased or withdraws from research';

export const STUDY_CATALOGUE = {
  'study.staging': declare('study', 'until the next flush, 15 minutes', {
    none: 'id lake_table territory',
    personal: 'person at row',
  }),
  'study.partitions': declare('study', 'as long as the lake', { none: 'lake_table week bits' }),
  'study.lake_files': declare('study', 'as long as the file', {
    none: 'id lake_table week bucket object_key sha256 rows bytes schema_version created_at',
  }),
  'study.runs': declare('study', 'as long as its results', {
    none: 'id kind territory week parameters inputs outputs rows status started_at finished_at saved',
  }),
  'study.published': declare(
    'study',
    'as long as the instance; suppression is applied before it is written',
    {
      none: 'territory week table_name row_key measure value n low high masked missing published_at',
    },
  ),
  'study.exports': declare('study', 'as long as the study, for who asks what was done with their data', {
    none: 'id territory from_week to_week table_name format purpose at',
    personal: 'actor',
  }),
  'study.loggers': declare('study', STUDY, { personal: 'device' }),
  'study.logger_weeks': declare('study', STUDY, { none: 'week at', personal: 'person rg_km' }),
  'study.mutations': mutations('study'),
};
