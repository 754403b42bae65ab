//! Cases of keeping, `retention-cases/1`.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Computed, keyed};
use crate::law::retention::{self, ErasureItem, Fate, FiscalYearEnd, Retention, ServiceEvent};

/// One case of `retention-cases/1`.
#[derive(Deserialize)]
struct RetentionCase {
    rule_id: String,
    facts: Value,
}

#[derive(Deserialize)]
struct Accounting {
    fiscal_year_end: FiscalYearEnd,
    record_date: Date,
    #[serde(deserialize_with = "Option::deserialize")]
    service_ended: Option<Date>,
}

#[derive(Deserialize)]
struct Support {
    events: Vec<ServiceEvent>,
}

#[derive(Deserialize)]
struct Backup {
    deleted_live_on: Date,
}

#[derive(Deserialize)]
struct Cookie {
    set_on: Date,
}

#[derive(Deserialize)]
struct Mixed {
    fiscal_year_end: FiscalYearEnd,
    #[serde(deserialize_with = "Option::deserialize")]
    service_ended: Option<Date>,
    erased_on: Date,
    items: Vec<ErasureItem>,
}

/// Everything that a case can ask for.
pub(super) fn compute(case: &Value) -> Computed {
    let RetentionCase { rule_id, facts } = read(case)?;
    let facts = &facts;
    let kept = match rule_id.as_str() {
        "accounting_ten_fiscal_years" => {
            let facts: Accounting = read(facts)?;
            retention::accounting(facts.fiscal_year_end, facts.record_date, facts.service_ended)
        }
        "support_180_days" => retention::support(&read::<Support>(facts)?.events),
        "backup_40_days" => retention::backup(read::<Backup>(facts)?.deleted_live_on),
        "cookie_13_months" => retention::cookie(read::<Cookie>(facts)?.set_on),
        "mixed_erasure" => return Ok(erasure(&read(facts)?)),
        _ => return Err(format!("the rule {rule_id:?} is not known")),
    };
    kept.as_ref().map(told).ok_or_else(|| format!("the rule {rule_id:?} did not hold then"))
}

fn read<'a, T: Deserialize<'a>>(value: &'a Value) -> Result<T, String> {
    T::deserialize(value).map_err(|error| error.to_string())
}

fn told(kept: &Retention) -> Map<String, Value> {
    keyed([
        ("keep_until", json!(kept.keep_until)),
        ("gone_by", json!(kept.gone_by)),
        ("state", json!(kept.state)),
        ("trace", kept.trace.iter().map(ToString::to_string).collect()),
    ])
}

fn erasure(facts: &Mixed) -> Map<String, Value> {
    let erasure = retention::erase(&facts.items, facts.fiscal_year_end, facts.service_ended, facts.erased_on);
    let items: Map<String, Value> = erasure.fates.into_iter().map(|(id, fate)| (id, action(fate))).collect();
    keyed([("items", json!(items)), ("backups_gone_by", json!(erasure.backups_gone_by))])
}

fn action(fate: Fate) -> Value {
    match fate {
        Fate::Erased => json!({ "action": "erase", "until": null, "ground": null }),
        Fate::Kept { until, ground } => json!({ "action": "keep", "until": until, "ground": ground }),
    }
}
