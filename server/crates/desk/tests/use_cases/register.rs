//! The register of controllers comes in and goes out.

use crate::contacts::staff;
use crate::support::House;
use desk::registers::{Format, Imported};
use domain::controller::Field;

crate::support::on_both_engines!(
    what_goes_out_comes_in_again_and_changes_nothing,
    a_controller_whose_contact_was_declined_goes_out_and_comes_in_too,
    what_goes_out_makes_the_same_register_elsewhere,
    a_preview_tells_each_field_and_does_nothing,
    what_a_file_does_not_say_stays_and_what_it_empties_goes,
    a_fault_in_any_line_keeps_all_of_the_file_out,
);

const HEADER: &str = "number,name,member_state,language,email,may_name_controller,index_authorised,contact_checked";
const MORE: &str = "mandates,channel,endpoint,public_key,contract_reference,contract_start,contract_end,\
    processing_categories,third_country_transfers,security_measures";
const KEY: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

/// A controller of whom everything is known, one of whom the least is, and one whose contact waits.
async fn furnish(house: &House) {
    let csv = format!(
        "{HEADER},{MORE}\n\
        1,Acme Lettings,NL,en,acme@example.com,yes,yes,by telephone,erasure=assist_on_instruction access=answer,http,\
        https://api.example.com/dsr,{KEY},DPA-7,2026-01-01,2026-12-31,\"Signing,\nkeeping\",=None,ISO 27001\n\
        2,Beta Bank,BE,nl,beta@example.com,no,no,by letter,,,,,,,,,,\n\
        3,Quiet Clinic,DE,en,quiet@example.com,no,yes,,,portal,,,,,,,,\n"
    );
    assert_eq!(told(&import(house, &csv).await), (3, 0, 0));
}

async fn import(house: &House, csv: &str) -> Imported {
    let imported = house.office.import_controllers(csv.as_bytes(), Format::Csv).await.unwrap();
    assert_eq!(imported.faults, []);
    imported
}

async fn export(house: &House, format: Format) -> String {
    house.office.export_controllers(format).await.unwrap()
}

fn told(imported: &Imported) -> (usize, usize, usize) {
    (imported.added, imported.changed, imported.unchanged)
}

async fn what_goes_out_comes_in_again_and_changes_nothing(house: House) {
    furnish(&house).await;
    for format in [Format::Csv, Format::Json] {
        let file = export(&house, format).await;
        let imported = house.office.import_controllers(file.as_bytes(), format).await.unwrap();
        assert_eq!((told(&imported), imported.faults), ((0, 0, 3), vec![]), "{file}");
        assert_eq!(export(&house, format).await, file);
    }
}

async fn a_controller_whose_contact_was_declined_goes_out_and_comes_in_too(house: House) {
    furnish(&house).await;
    let (desk, confirmed) = staff(&house, "staff@example.org").await;
    let quiet = desk.register("quiet").await.unwrap().controllers.remove(0);
    desk.decline_contact(quiet.proposed.unwrap().id, &confirmed).await.unwrap();
    let file = export(&house, Format::Csv).await;
    assert!(file.contains("\n3,Quiet Clinic,DE,en,,no,yes,"), "{file}");
    assert_eq!(told(&import(&house, &file).await), (0, 0, 3));
    let elsewhere = House::on_sqlite().await;
    let imported = elsewhere.office.import_controllers(file.as_bytes(), Format::Csv).await.unwrap();
    assert!(matches!(&imported.faults[..], [(_, fault)] if fault.contains("no mail address")), "a new one needs one");
}

async fn what_goes_out_makes_the_same_register_elsewhere(house: House) {
    furnish(&house).await;
    let (csv, json) = (export(&house, Format::Csv).await, export(&house, Format::Json).await);
    for (format, file) in [(Format::Csv, &csv), (Format::Json, &json)] {
        let other = House::on_sqlite().await;
        let imported = other.office.import_controllers(file.as_bytes(), format).await.unwrap();
        assert_eq!((told(&imported), imported.faults), ((3, 0, 0), vec![]));
        assert_eq!((&export(&other, Format::Csv).await, &export(&other, Format::Json).await), (&csv, &json));
    }
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let mandates = serde_json::json!({ "access": "answer", "erasure": "assist_on_instruction" });
    assert_eq!((&json[0]["mandates"], &json[0]["may_name_controller"]), (&mandates, &serde_json::json!(true)));
    assert_eq!((&json[1]["endpoint"], &json[2]["email"]), (&serde_json::Value::Null, &"quiet@example.com".into()));
}

async fn a_preview_tells_each_field_and_does_nothing(house: House) {
    furnish(&house).await;
    let before = export(&house, Format::Csv).await;
    let csv = format!(
        "{HEADER},contract_end,mandates\n\
        1,Acme Lettings,NL,en,new@example.com,no,yes,by telephone,2027-12-31,erasure=assist_on_instruction access=answer\n\
        2,Beta Bank,BE,nl,beta@example.com,no,no,,,\n\
        4,Delta,FR,en,delta@example.com,no,no,by letter,,\n"
    );
    let mails = house.mails().len();
    let preview = house.office.preview_controllers(csv.as_bytes(), Format::Csv).await.unwrap();
    assert_eq!(told(&preview), (1, 1, 1));
    let [acme, delta] = &preview.changes[..] else { panic!("{preview:?}") };
    let fields = acme.fields.iter().map(|change| (change.field, change.before.as_str(), change.after.as_str()));
    let expected = [
        (Field::Email, "acme@example.com", "new@example.com"),
        (Field::MayName, "yes", "no"),
        (Field::ContactChecked, "by telephone", ""),
        (Field::ContractEnd, "2026-12-31", "2027-12-31"),
    ];
    assert_eq!(fields.collect::<Vec<_>>(), expected, "another contact waits for two people, whatever the file says");
    assert_eq!((acme.line, acme.number.as_str(), acme.is_new), (2, "1", false));
    assert_eq!((delta.line, delta.name.as_str(), delta.is_new), (4, "Delta", true));
    assert!(delta.fields.iter().all(|change| change.before.is_empty() && !change.after.is_empty()), "{delta:?}");
    assert_eq!(export(&house, Format::Csv).await, before);
    house.office.send_post().await.unwrap();
    assert_eq!(house.mails().len(), mails, "nobody was told of a change that is none");
    assert_eq!(import(&house, &csv).await, preview, "the import does what the preview told");
}

async fn what_a_file_does_not_say_stays_and_what_it_empties_goes(house: House) {
    furnish(&house).await;
    let all = export(&house, Format::Csv).await;
    let short = format!("{HEADER}\n1,Acme Lettings,NL,en,acme@example.com,yes,yes,\n");
    assert_eq!(told(&import(&house, &short).await), (0, 0, 1));
    assert_eq!(export(&house, Format::Csv).await, all, "controllers that it does not name stay too");
    let emptied = format!("{HEADER},channel,endpoint\n1,Acme Lettings,NL,en,acme@example.com,yes,yes,,mail,\n");
    let changes = import(&house, &emptied).await.changes.remove(0).fields;
    let fields: Vec<_> = changes.iter().map(|change| (change.field, change.after.as_str())).collect();
    assert_eq!(fields, [(Field::Channel, "mail"), (Field::Endpoint, "")]);
}

async fn a_fault_in_any_line_keeps_all_of_the_file_out(house: House) {
    furnish(&house).await;
    let before = export(&house, Format::Csv).await;
    let row = |number: u8, rest: &str| format!("{number},Delta,FR,en,delta@example.com,no,no,,{rest}\n");
    let table = [
        (format!("{HEADER},channel\n{}", row(4, "http")), 2, "needs an endpoint"),
        (format!("{HEADER},endpoint\n{}{}", row(4, ""), row(5, "http://example.com")), 3, "https"),
        (format!("{HEADER},contract_end\n{}", row(1, "2025-12-31")), 2, "before contract_start"),
        (format!("{HEADER},channel\n{}{}", row(4, ""), row(4, "")), 3, "line 2"),
        (format!("{HEADER},chanel\n{}", row(4, "")), 1, "\"chanel\""),
        (format!("{HEADER},public_key\n{}", row(4, "AAAA")), 2, "Ed25519"),
    ];
    for (csv, line, fault) in table {
        let imported = house.office.import_controllers(csv.as_bytes(), Format::Csv).await.unwrap();
        assert!(
            matches!(&imported.faults[..], [(at, told)] if *at == line && told.contains(fault)),
            "{csv}{:?}",
            imported.faults
        );
    }
    let imported = house.office.import_controllers(&br#"[{"number":"4"}]"#[..], Format::Json).await.unwrap();
    assert_eq!(imported.faults.len(), 1);
    assert_eq!(export(&house, Format::Csv).await, before);
}
