use super::*;
use crate::words::{Mandate, Right};
use jiff::civil::date;

fn fields(said: &[(Field, &str)]) -> Fields {
    let least = [
        (Field::Number, "1"),
        (Field::Name, "Acme Lettings"),
        (Field::MemberState, "NL"),
        (Field::Language, "en"),
        (Field::MayName, "yes"),
        (Field::IndexAuthorised, "no"),
    ];
    least.iter().chain(said).map(|(field, text)| (*field, (*text).to_owned())).collect()
}

const ALL: [(Field, &str); 12] = [
    (Field::IndexAuthorised, "TRUE"),
    (Field::Mandates, "access=answer"),
    (Field::Channel, "http"),
    (Field::Endpoint, "https://api.example.org/dsr"),
    (Field::PublicKey, "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"),
    (Field::ContractReference, "DPA-2026-7"),
    (Field::ContractStart, "2026-01-01"),
    (Field::ContractEnd, "2026-12-31"),
    (Field::Categories, "Signing of contracts"),
    (Field::Transfers, "None"),
    (Field::Security, "ISO 27001,\nencryption at rest"),
    (Field::Language, "NL"),
];

#[test]
fn a_record_is_read_from_texts_and_written_as_the_same() {
    for said in [&ALL[..], &[]] {
        let record = Record::parse(&fields(said)).unwrap();
        assert_eq!(Record::parse(&record.fields()).as_ref(), Ok(&record));
    }
    let record = Record::parse(&fields(&ALL)).unwrap();
    assert_eq!((record.may_name, record.index_authorised, record.language), (true, true, Language::Dutch));
    assert_eq!((record.mandates.of(Right::Access), record.channel), (Mandate::Answer, DeliveryChannel::Http));
    assert_eq!(record.processing.security, "ISO 27001,\nencryption at rest");
    assert_eq!(record.contract, "DPA-2026-7");
}

#[test]
fn what_nobody_said_is_passed_on_by_mail_for_as_long_as_it_may_be() {
    let record = Record::parse(&fields(&[])).unwrap();
    assert_eq!((record.channel, record.term), (DeliveryChannel::Mail, Term::default()));
    assert_eq!((record.endpoint, record.public_key), (None, None));
    assert_eq!((record.mandates, record.processing), (Mandates::default(), Processing::default()));
}

#[test]
fn a_fault_names_its_field() {
    use RecordFault::{Channel, Date, Empty, EndpointMissing, EndsBeforeStart, Key, State, Unshowable, YesOrNo};
    let text = str::to_owned;
    let table = [
        (Field::Number, "", Empty(Field::Number)),
        (Field::Name, "", Empty(Field::Name)),
        (Field::Name, "Ac\u{0}me", Unshowable(Field::Name)),
        (Field::Security, "\u{1b}[31m", Unshowable(Field::Security)),
        (Field::MemberState, "XX", State(text("XX"))),
        (Field::MemberState, "", crate::law::PlaceError::CountryCode(text("")).into()),
        (Field::Language, "fr", RecordFault::Language(text("fr"))),
        (Field::MayName, "maybe", YesOrNo { field: Field::MayName, text: text("maybe") }),
        (Field::IndexAuthorised, "2", YesOrNo { field: Field::IndexAuthorised, text: text("2") }),
        (Field::Channel, "fax", Channel(text("fax"))),
        (Field::Channel, "http", EndpointMissing),
        (Field::Endpoint, "ftp://example.org/", RecordFault::Endpoint(text("ftp://example.org/"))),
        (Field::PublicKey, "AA", Key),
        (Field::Mandates, "access", RecordFault::Pair(text("access"))),
        (Field::ContractStart, "1-1-2026", Date { field: Field::ContractStart, text: text("1-1-2026") }),
        (Field::ContractEnd, "2026-02-30", Date { field: Field::ContractEnd, text: text("2026-02-30") }),
    ];
    for (field, said, fault) in table {
        assert_eq!(Record::parse(&fields(&[(field, said)])), Err(fault), "{field:?} {said}");
    }
    let ends = [(Field::ContractStart, "2026-02-02"), (Field::ContractEnd, "2026-02-01")];
    assert_eq!(Record::parse(&fields(&ends)), Err(EndsBeforeStart));
}

#[test]
fn an_index_takes_authorisation_and_a_contract_that_runs() {
    let day = date(2026, 6, 30);
    let table = [
        ("yes", "", true),
        ("no", "", false),
        ("yes", "2026-06-30", true),
        ("yes", "2026-06-29", false),
        ("no", "2026-06-30", false),
    ];
    for (authorised, end, may) in table {
        let said = [(Field::IndexAuthorised, authorised), (Field::ContractEnd, end)];
        assert_eq!(Record::parse(&fields(&said)).unwrap().may_index(day), may, "{authorised} {end}");
    }
}

#[test]
fn every_file_has_the_fields_that_files_always_had() {
    let required: Vec<_> = Field::ALL.iter().filter(|field| field.is_required()).map(|field| field.code()).collect();
    let header = "number,name,member_state,language,email,may_name_controller,index_authorised";
    assert_eq!(required.join(","), header);
}
