-- Where offers read in shop windows come from. Not verified: nobody but the finder or a reviewer has seen them.
INSERT INTO offers.sources (id, name, origin, licence, attribution, verified) VALUES
  ('vitrine', 'Annonces vues en vitrine', 'photo', 'Annonce affichée en public, relevée par un joueur',
   'Vue en vitrine et relevée par un joueur de Joka', false)
ON CONFLICT (id) DO NOTHING;

-- A photo that failed, was retried and fails again keeps its line; one that passes releases it.
GRANT UPDATE ON ops.quarantine TO joka_game;
CREATE INDEX offers_vitrine ON offers.offers (territory) WHERE source = 'vitrine' AND state = 'open';
