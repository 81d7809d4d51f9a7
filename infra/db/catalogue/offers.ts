import { declare } from './declare.ts';

const INSTANCE = 'as long as the instance';
const OFFER = 'as long as the source allows, then without its text';

export const OFFER_CATALOGUE = {
  'offers.territories': declare('offers', INSTANCE, {
    none: 'code name zone communes bounds reference invented',
  }),
  'offers.added_communes': declare('offers', INSTANCE, { none: 'code name department postal_codes bounds' }),
  'offers.base_maps': declare('offers', INSTANCE, {
    none: 'territory geojson licence attribution start_lat start_lng notice',
  }),
  'offers.demo_windows': declare('offers', INSTANCE, {
    none: 'id territory shop street place_cell lat lng object_key',
  }),
  'offers.sources': declare('offers', INSTANCE, {
    none: 'id name origin licence attribution verified screened feed',
  }),
  'offers.feed_runs': declare('offers', INSTANCE, {
    none: 'id source origin mapper_version status complete seen created updated unchanged withdrawn quarantined held_reason started_at finished_at',
  }),
  'offers.raw_pages': declare('offers', OFFER, {
    none: 'run page name object_key content_range processed_at part content_type items_read whole',
  }),
  'offers.offers': declare('offers', OFFER, {
    none: 'id source external_id origin title description employer contract rome trade_label hours salary beginner precision lat lng cell place_label commune department territory url licence attribution retrieved_at created_at updated_at state content_sha256 flags last_seen_run duplicate_of twin_key kind duration duration_unit salary_min salary_max salary_unit weekly_hours part_time start_date expires_at minors remote experience experience_months diploma_level diploma driving_licence vehicle night sunday accessible posts publisher siret links rome_score rome_parent around published_from raised cleared row_sha256 campaign',
  }),
  'offers.merges': declare('offers', OFFER, {
    none: 'id one two relation decision bits probability evidence found_at decided_at',
  }),
  'offers.merge_lines': declare('offers', 'a view of offers.merges', {
    none: 'id relation decision probability evidence found_at one one_source one_title one_employer one_place one_url one_hidden two two_source two_title two_employer two_place two_url two_hidden',
  }),
  'offers.reference_files': declare('offers', INSTANCE, {
    none: 'kind part vintage sha256 rows refused loaded_at',
  }),
  'offers.commune_shapes': declare('offers', INSTANCE, { none: 'code part bounds polygons' }),
  'offers.commune_centres': declare('offers', INSTANCE, { none: 'code part lat lng' }),
  'offers.commune_postal_codes': declare('offers', INSTANCE, { none: 'code postal_code part' }),
  'offers.commune_mergers': declare('offers', INSTANCE, { none: 'code into_code name part' }),
  'offers.establishments': declare('offers', INSTANCE, {
    none: 'siret part commune names address lat lng',
  }),
  'offers.trade_codes': declare('offers', INSTANCE, { none: 'code parent label' }),
  'offers.trade_names': declare('offers', INSTANCE, { none: 'name code' }),
  'offers.offer_history': declare('offers', OFFER, { none: 'id offer at change run reason' }),
  'offers.sightings': declare('offers', OFFER, { none: 'offer mark day' }),
  'offers.tombstones': declare('offers', 'as long as the shop does not want its ad shown', {
    none: 'offer territory lat lng title employer description asked_at decision decided_at',
    personal: 'phone_sha256',
  }),
  'offers.contacts': declare('offers', 'until expires_at', {
    none: 'offer expires_at',
    personal: 'phone email person',
  }),
  'offers.portrait': declare('offers', 'a view of offers.offers', {
    none: 'id territory commune rome trade_label contract source origin precision beginner created_at closed_at',
  }),
};
