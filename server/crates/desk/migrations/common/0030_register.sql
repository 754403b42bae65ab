-- What else the register knows of a controller. Mandates are JSON, by right: what is not in it is passed on. Dates are as
-- in ISO 8601.
ALTER TABLE controllers ADD COLUMN mandates TEXT NOT NULL DEFAULT '{}';
ALTER TABLE controllers ADD COLUMN channel TEXT NOT NULL DEFAULT 'mail';
ALTER TABLE controllers ADD COLUMN endpoint TEXT;
ALTER TABLE controllers ADD COLUMN public_key TEXT;
ALTER TABLE controllers ADD COLUMN contract_reference TEXT NOT NULL DEFAULT '';
ALTER TABLE controllers ADD COLUMN contract_start TEXT;
ALTER TABLE controllers ADD COLUMN contract_end TEXT;
ALTER TABLE controllers ADD COLUMN processing_categories TEXT NOT NULL DEFAULT '';
ALTER TABLE controllers ADD COLUMN third_country_transfers TEXT NOT NULL DEFAULT '';
ALTER TABLE controllers ADD COLUMN security_measures TEXT NOT NULL DEFAULT '';

-- When somebody signed, and until when the index knows it: days since 1970-01-01.
ALTER TABLE signers ADD COLUMN signed_on BIGINT;
ALTER TABLE signers ADD COLUMN keep_until BIGINT;
CREATE INDEX signers_by_controller ON signers (controller_id);
CREATE INDEX signers_by_signed_on ON signers (signed_on) WHERE signed_on IS NOT NULL;
CREATE INDEX signers_by_keep_until ON signers (keep_until) WHERE keep_until IS NOT NULL;
