//! `inzage law …` as an operator meets it.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

fn law(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_inzage"));
    // No settings, no database: the law holds anywhere.
    command.current_dir("/").arg("law").args(words).stdin(Stdio::null()).output().unwrap()
}

fn printed(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn told(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn good(words: &[&str]) -> String {
    let output = law(words);
    assert!(output.status.success() && told(&output).is_empty(), "{words:?}: {}", told(&output));
    printed(&output).to_owned()
}

/// It fails with this status and says each of these words.
fn refused(words: &[&str], status: i32, said: &[&str]) -> Output {
    let output = law(words);
    assert_eq!(output.status.code(), Some(status), "{words:?}: {}", told(&output));
    for word in said {
        assert!(told(&output).contains(word), "{word:?} is missing in: {}", told(&output));
    }
    output
}

fn rows(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn cases(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/domain/tests/cases").join(name)
}

/// A folder with one file, and its path.
fn file(content: &str) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cases.json");
    std::fs::write(&path, content).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn every_case_of_the_three_files_is_printed_as_expected() {
    for (name, count) in [("deadline-cases.json", 67), ("breach-cases.json", 12), ("retention-cases.json", 15)] {
        let path = cases(name);
        let rows = rows(&good(&["check", "--compare", path.to_str().unwrap()]));
        let expected: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(rows.len(), count);
        for (case, row) in expected["cases"].as_array().unwrap().iter().zip(&rows) {
            let mut wanted = case["expect"].clone();
            wanted["id"] = case["id"].clone();
            assert_eq!(*row, wanted, "{name}");
        }
    }
}

#[test]
fn a_file_that_is_none_of_cases_is_refused_by_name() {
    refused(&["check", "/nowhere/cases.json"], 1, &["/nowhere/cases.json"]);
    let table = [
        ("", "EOF"),
        ("law", "not a file of cases"),
        ("[]", "not a file of cases"),
        ("{\"cases\": []}", "`format`"),
        ("{\"format\": \"deadline-cases/1\"}", "`cases`"),
        ("{\"format\": \"deadline-cases/2\", \"cases\": []}", "\"deadline-cases/2\" is not known"),
    ];
    for (content, said) in table {
        let (_folder, path) = file(content);
        let output = refused(&["check", &path], 1, &[&path, said]);
        assert_eq!(printed(&output), "");
    }
    refused(&["check"], 2, &["FILE"]);
}

#[test]
fn a_case_at_fault_is_named_and_the_others_are_printed() {
    let whole = json!({
        "id": "whole", "member_state": "NL", "time_zone": "Europe/Amsterdam", "received": "2026-03-27T10:00:00+01:00",
        "expect": { "final_due": null }
    });
    let mut spoilt = whole.clone();
    spoilt["id"] = json!("spoilt");
    spoilt.as_object_mut().unwrap().remove("received");
    let content = json!({ "format": "deadline-cases/1", "cases": [spoilt, whole, 7] }).to_string();
    let (_folder, path) = file(&content);
    let said =
        [&format!("{path}: case \"spoilt\": missing field `received`"), "case number 3: it is no object", "2 of 3"];
    let output = refused(&["check", &path], 1, &said);
    let rows = rows(printed(&output));
    assert_eq!((&rows[0]["id"], &rows[0]["error"]["code"]), (&json!("spoilt"), &json!("bad_case")));
    assert_eq!(rows[1], json!({ "id": "whole", "final_due": "2026-04-28" }));
    assert_eq!(rows.len(), 3);
}

#[test]
fn what_is_computed_otherwise_is_told_if_asked() {
    let case = json!({ "id": "one", "rule_id": "cookie_13_months", "facts": { "set_on": "2026-01-31" },
        "expect": { "gone_by": "2027-03-01", "state": "counting" } });
    let (_folder, path) = file(&json!({ "format": "retention-cases/1", "cases": [case] }).to_string());
    assert_eq!(good(&["check", &path]), "{\"id\":\"one\",\"gone_by\":\"2027-02-28\",\"state\":\"counting\"}\n");
    let said = ["case \"one\": computed otherwise: gone_by", "1 of 1"];
    refused(&["check", "--compare", &path], 1, &said);
}

#[test]
fn next_years_holidays_come_from_a_file() {
    let case = json!({ "id": "one", "member_state": "EL", "time_zone": "Europe/Athens",
        "received": "2027-03-30T10:00:00+03:00", "expect": { "final_due": null, "error": null } });
    let (_folder, path) = file(&json!({ "format": "deadline-cases/1", "cases": [case] }).to_string());
    let missing = json!({ "code": "holiday_list_missing", "member_state": "GR", "year": 2027 });
    assert_eq!(rows(&good(&["check", &path])), [json!({ "id": "one", "final_due": null, "error": missing })]);
    let lists = json!({ "format": "public-holidays/1", "countries": { "GR": { "name": "Greece", "group": "EU", "years": {
        "2027": { "basis": "published_list", "source": "made up", "days": [{ "date": "2027-04-30", "name": "Good Friday" }] }
    } } } });
    let (_other, holidays) = file(&lists.to_string());
    let row = rows(&good(&["check", "--holidays", &holidays, &path])).remove(0);
    assert_eq!(row, json!({ "id": "one", "final_due": "2027-05-03", "error": null }));
    let received = ["due", "--received", "2027-03-30", "--member-state", "GR"];
    assert!(good(&received).contains("2027-04-30, Friday 30 April 2027 (provisional)"));
    assert!(good(&[&received[..], &["--holidays", &holidays]].concat()).contains("2027-05-03, Monday 3 May 2027\n"));
    let (_third, wrong) = file(&lists.to_string().replace("2027-04-30", "2026-04-30"));
    let said = [wrong.as_str(), "the list of GR for 2027", "2026-04-30"];
    refused(&["check", "--holidays", &wrong, &path], 1, &said);
}

#[test]
fn a_deadline_is_told_with_its_steps_in_either_language() {
    let received = ["due", "--received", "2026-03-27T10:00:00+01:00", "--member-state", "NL"];
    let english = "\
Last day     2026-04-28, Tuesday 28 April 2026
Last second  2026-04-28T23:59:59+02:00
Place        NL, Europe/Amsterdam

Received Friday 27 March. One month later is Monday 27 April, King's Day in the Netherlands, so the
last day is Tuesday 28 April.

GDPR Article 12(3); Regulation (EEC, Euratom) No 1182/71, Article 3.
";
    assert_eq!(good(&received), english);
    let dutch = good(&[&received[..], &["--language", "nl"]].concat());
    assert!(dutch.starts_with("Laatste dag      2026-04-28, dinsdag 28 april 2026\nLaatste seconde  2026-04-28T23"));
    assert!(dutch.contains("Koningsdag in Nederland"));
}

#[test]
fn a_receipt_is_a_day_or_a_time_where_the_controller_is() {
    let last_day = |words: &[&str]| {
        let text = good(&[&["due", "--member-state", "nl", "--received"], words].concat());
        text.lines().next().unwrap()[..23].trim_start_matches("Last day ").trim().to_owned()
    };
    assert_eq!(last_day(&["2026-06-30"]), "2026-07-30");
    assert_eq!(last_day(&["2026-06-30T23:30"]), "2026-07-30");
    assert_eq!(last_day(&["2026-06-30T22:30:00Z"]), "2026-08-03");
    assert_eq!(last_day(&["2026-06-30T22:30:00Z", "--time-zone", "America/Curacao"]), "2026-07-30");
}

#[test]
fn what_is_contested_is_chosen_on_the_command_line() {
    let due = |words: &[&str]| good(&[&["due", "--member-state", "NL", "--received", "2026-01-31"], words].concat());
    let extended = due(&["--extended-by", "2"]);
    assert!(extended.contains("2026-04-28") && extended.contains("First month  2026-03-02"), "{extended}");
    let reading = ["--extended-by", "2", "--extension-reading", "three_months_from_receipt"];
    assert!(due(&reading).contains("2026-04-30"));
    let asked = ["--identity-requested", "2026-02-03", "--identity-supplied", "2026-02-10"];
    assert!(due(&asked).contains("2026-03-02"));
    let pausing = [&asked[..], &["--pause-while-identity-unclear"]].concat();
    assert!(due(&pausing).contains("2026-03-09"));
    assert!(due(&[&pausing[..], &["--identity-ask-within-days", "2"]].concat()).contains("2026-03-02"));
    let open = due(&[&asked[..2], &["--pause-while-identity-unclear"]].concat());
    assert!(open.starts_with("Last day  none yet\nPlace") && open.contains("Tuesday 3 February"), "{open}");
}

#[test]
fn a_place_without_established_law_gives_an_estimate() {
    let norway = good(&["due", "--member-state", "NO", "--received", "2026-06-01"]);
    assert!(norway.contains("hold in Norway, so this day is an estimate"), "{norway}");
    assert!(!good(&["due", "--member-state", "SE", "--received", "2026-06-01"]).contains("estimate"));
}

#[test]
fn nonsense_on_the_command_line_is_named() {
    let due = |words: &[&'static str]| [&["due"], words].concat();
    refused(&due(&["--received", "2026-01-31", "--member-state", "GB"]), 1, &["known for GB", "AT, BE"]);
    refused(&due(&["--received", "2026-01-31", "--member-state", "Narnia"]), 2, &["--member-state", "two letters"]);
    refused(
        &due(&["--received", "31 January", "--member-state", "NL"]),
        1,
        &["--received", "31 January", "2026-03-27"],
    );
    let zone = ["--received", "2026-01-31", "--member-state", "NL", "--time-zone", "Europe/Atlantis"];
    refused(&due(&zone), 1, &["Europe/Atlantis", "IANA"]);
    let months = ["--received", "2026-01-31", "--member-state", "NL", "--extended-by", "3"];
    refused(&due(&months), 2, &["--extended-by"]);
    let reading = ["--received", "2026-01-31", "--member-state", "NL", "--extension-reading", "late"];
    refused(&due(&reading), 2, &["earlier_of_both", "one_plus_two"]);
    refused(&due(&["--member-state", "NL"]), 2, &["--received"]);
    refused(&["rules", "--on", "today"], 2, &["--on"]);
}

#[test]
fn the_rules_of_a_day_are_a_table_that_fits_a_terminal() {
    let text = good(&["rules", "--on", "2026-11-22"]);
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    for number in (1..=30).filter(|number| *number != 26) {
        assert!(text.lines().any(|line| line.starts_with(&format!("R{number} "))), "R{number}");
    }
    assert!(!text.contains("\nR26 ") && text.contains("Not in force. R26: 96 hours"));
    assert!(text.contains("→ extension_reading = earlier_of_both") && text.contains("17(3)(b)"));
    let early = good(&["rules", "--on", "2018-05-24"]);
    assert!(early.contains("\nR2 ") && !early.contains("\nR1 "));
    assert!(good(&["rules"]).starts_with("The rules in force on 2"));
}
