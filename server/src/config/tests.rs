use super::{Config, ConfigError, KEY_FILE, KeySource, LogFormat};
use desk::providers::Audience;
use domain::law::ExtensionReading;
use domain::procedure::Policy;
use std::path::Path;

const EXAMPLE: &str = include_str!("../../../inzage.example.toml");

fn read(toml: &str, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    Config::parse(toml, variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
}

/// What an engineer reads.
fn refusal(toml: &str, variables: &[(&str, &str)]) -> String {
    read(toml, variables).err().expect("these settings should be refused").to_string()
}

#[test]
fn the_example_holds_and_its_comments_tell_the_defaults() {
    let example = read(EXAMPLE, &[]).unwrap_or_else(|error| panic!("{error}"));
    let uncommented: String = EXAMPLE
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(setting)
                if setting.split(" = ").next().is_some_and(|name| !name.contains(' ') && setting.contains(" = ")) =>
            {
                setting
            }
            _ => line,
        })
        .flat_map(|line| [line, "\n"])
        .collect();
    assert!(uncommented.contains("\naddress = ") && uncommented.contains("\nlevel = "));
    let told = read(&uncommented, &[]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(told.address, example.address);
    assert_eq!(told.database_url, example.database_url);
    assert_eq!(told.keys_url, example.keys_url);
    assert_eq!(told.files, example.files);
    assert_eq!(told.master_key_file.as_deref(), Some(Path::new(KEY_FILE)));
    assert!(matches!(example.master_key(), Ok(KeySource::File(path)) if path == Path::new(KEY_FILE)));
    assert_eq!(told.site, example.site);
    assert_eq!(told.rates.address_per_minute, example.rates.address_per_minute);
    assert_eq!(told.rates.session_per_minute, example.rates.session_per_minute);
    assert_eq!(told.log.level, example.log.level);
    assert_eq!(told.log.format, example.log.format);
    assert_eq!(told.policy(), example.policy());
    assert_eq!(told.relay, example.relay);
}

#[test]
fn the_default_policy_is_the_domains_own() {
    let example = read(EXAMPLE, &[]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(example.policy(), Policy::default());
}

#[test]
fn an_unknown_setting_is_refused_by_name_wherever_it_stands() {
    assert!(refusal(&format!("adress = \"127.0.0.1:1\"\n{EXAMPLE}"), &[]).contains("adress"));
    assert!(refusal(EXAMPLE, &[("INZAGE_SMTP__URI", "smtp://localhost")]).contains("uri"));
    assert!(refusal(EXAMPLE, &[("INZAGE_POLICY__AVAILABLE_DAY", "3")]).contains("available_day"));
    assert!(refusal(EXAMPLE, &[("INZAGE_ADRESS", "127.0.0.1:1")]).contains("adress"));
}

#[test]
fn the_environment_wins_over_the_file() {
    let variables = [
        ("INZAGE_ADDRESS", "127.0.0.1:4000"),
        ("INZAGE_SMTP__URL", "smtp://localhost:2525"),
        ("INZAGE_POLICY__AVAILABLE_DAYS", "30"),
        ("INZAGE_POLICY__PAUSE_WHILE_IDENTITY_UNCLEAR", "true"),
        ("INZAGE_POLICY__EXTENSION_READING", "one_plus_two"),
        ("INZAGE_LOG__FORMAT", "json"),
        ("INZAGE_OPERATOR__NAME", "Another B.V."),
    ];
    let config = read(EXAMPLE, &variables).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(config.address.port(), 4000);
    assert_eq!(config.mail().map(|smtp| smtp.url.clone()).unwrap(), "smtp://localhost:2525");
    assert_eq!(config.policy.available_days, 30);
    let clock = config.policy().clock;
    assert!(clock.pause_while_identity_unclear && clock.extension_reading == ExtensionReading::OnePlusTwo);
    assert_eq!(config.log.format, LogFormat::Json);
    assert_eq!(config.operator.name, "Another B.V.");
}

#[test]
fn an_operator_says_which_facts_are_asked_and_what_is_enough() {
    let fact =
        |id: &str| format!("[[identity.facts]]\nid = \"{id}\"\nen = \"Member\"\nnl = \"Lid\"\nkind = \"digits\"\n");
    let variables = [("INZAGE_IDENTITY__DOCUMENT", "true"), ("INZAGE_IDENTITY__ENOUGH__OBJECTION", "mailbox")];
    let config = read(&format!("{EXAMPLE}\n{}", fact("member")), &variables).unwrap_or_else(|error| panic!("{error}"));
    let identity = config.policy().identity;
    assert!(identity.document && !identity.facts_confirm);
    assert_eq!(identity.facts.iter().map(|fact| fact.id.0.as_str()).collect::<Vec<_>>(), ["member"]);
    assert_eq!(identity.enough.objection, domain::identity::IdentityStep::Mailbox);
    assert!(refusal(&format!("{EXAMPLE}\n{}", fact("Member Number")), &[]).contains("facts"));
    assert!(refusal(&format!("{EXAMPLE}\n{}{}", fact("a"), fact("a")), &[]).contains("each once"));
}

#[test]
fn an_operator_says_who_says_who_people_are() {
    let provider = |id: &str, issuer: &str, serves: &str| {
        format!(
            "{EXAMPLE}\n[[providers]]\nid = \"{id}\"\nlabel = \"Example ID\"\nissuer = \"{issuer}\"\nclient_id = \"inzage\"\n\
             serves = {serves}\n"
        )
    };
    let good = provider("company", "https://id.example.org", "[\"staff\", \"subjects\"]");
    let config = read(&good, &[]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(config.providers[0].serves, [Audience::Staff, Audience::Subjects]);
    assert!(config.providers[0].client_secret.is_none() && config.providers[0].amr.is_empty());
    assert!(read(&provider("company", "http://localhost:9000", "[\"staff\"]"), &[]).is_ok());
    let table = [
        (provider("Company ID", "https://id.example.org", "[\"staff\"]"), "id of small letters"),
        (provider("company", "http://id.example.org", "[\"staff\"]"), "https://"),
        (provider("company", "id.example.org", "[\"staff\"]"), "https://"),
        (provider("company", "https://id.example.org", "[]"), "serves"),
        (provider("company", "https://id.example.org", "[\"controllers\"]"), "controllers"),
    ];
    for (toml, told) in table {
        let refusal = refusal(&toml, &[]);
        assert!(refusal.contains(told), "{refusal}");
    }
}

#[test]
fn variables_of_the_build_tool_are_no_settings() {
    assert!(read(EXAMPLE, &[("INZAGE_BIN", "/bin/true"), ("INZAGE_TEST_POSTGRES", "x")]).is_ok());
}

#[test]
fn without_a_mail_server_it_says_why_it_does_not_start() {
    let start = EXAMPLE.find("[smtp]").unwrap();
    let end = EXAMPLE.find("[operator]").unwrap();
    let config = read(&format!("{}{}", &EXAMPLE[..start], &EXAMPLE[end..]), &[]).unwrap_or_else(|e| panic!("{e}"));
    let refusal = config.mail().err().unwrap().to_string();
    assert!(refusal.contains("INZAGE_SMTP__URL") && refusal.contains("--demo"), "{refusal}");
}

#[test]
fn without_any_setting_it_points_to_the_example() {
    assert!(refusal("", &[]).contains("inzage.example.toml"));
    let refused = Config::read(Some(Path::new("/nowhere/inzage.toml")), []).err().unwrap().to_string();
    assert!(refused.contains("/nowhere/inzage.toml") && refused.contains("inzage.example.toml"), "{refused}");
}

#[test]
fn impossible_values_are_refused_by_name_and_passwords_are_not_repeated() {
    let cases = [
        ("INZAGE_BASE_URL", "https://privacy.example.org/", "base_url"),
        ("INZAGE_BASE_URL", "https://Privacy.example.org", "base_url"),
        ("INZAGE_BASE_URL", "privacy.example.org", "base_url"),
        ("INZAGE_DATABASE_URL", "mysql://localhost", "database_url"),
        ("INZAGE_KEYS_URL", "sqlite://data/inzage.db", "keys_url"),
        ("INZAGE_SMTP__URL", "imap://name:secret-word@mail.example.org", "smtp.url"),
        ("INZAGE_SMTP__FROM", "nobody", "smtp.from"),
        ("INZAGE_POLICY__AVAILABLE_DAYS", "0", "policy.available_days"),
        ("INZAGE_POLICY__UNPROVEN_WORKING_DAYS", "30", "policy.unproven_working_days"),
        ("INZAGE_POLICY__LAPSE_DAYS", "7", "policy.lapse_days"),
        ("INZAGE_POLICY__LOG_DAYS", "0", "policy.log_days"),
        ("INZAGE_POLICY__SIGNER_DAYS", "0", "policy.signer_days"),
        ("INZAGE_POLICY__LOG_DAYS", "364", "policy.log_days"),
        ("INZAGE_POLICY__LOG_DAYS", "never", "log_days"),
        ("INZAGE_POLICY__MATTER_DAYS", "2191", "must not be less than matter_days, which is 2191"),
        ("INZAGE_POLICY__IDENTITY_ASK_WITHIN_DAYS", "31", "policy.identity_ask_within_days"),
        ("INZAGE_POLICY__EXTENSION_READING", "the_longest", "policy.extension_reading"),
        ("INZAGE_POLICY__RELAY_START", "never", "policy.relay_start"),
        ("INZAGE_IDENTITY__DOCUMENT_DAYS", "0", "document_days"),
        ("INZAGE_IDENTITY__ENOUGH__ERASURE", "document", "identity"),
        ("INZAGE_IDENTITY__ENOUGH__ERASURE", "blood", "blood"),
        ("INZAGE_SILENCE__REMIND_DAYS", "0", "remind_days"),
        ("INZAGE_SILENCE__REMIND_AGAIN_DAYS", "3", "each more than the one before"),
        ("INZAGE_SILENCE__ADVISE_DAYS", "29", "advise_days"),
        ("INZAGE_SILENCE__ANSWER_DAYS", "31", "answer_days"),
        ("INZAGE_OPERATOR__TIME_ZONE", "Europe/Nowhere", "Europe/Nowhere"),
        ("INZAGE_OPERATOR__ACCENT", "blue", "accent"),
        ("INZAGE_OPERATOR__NAME", " ", "operator"),
        ("INZAGE_OPERATOR__MEMBER_STATE", "Netherlands", "Netherlands"),
        ("INZAGE_ADDRESS", "everywhere", "address"),
    ];
    for (name, value, named) in cases {
        let refused = refusal(EXAMPLE, &[(name, value)]);
        assert!(refused.contains(named), "{name}={value}: {refused}");
        assert!(!refused.contains("secret-word"), "{refused}");
    }
}

#[test]
fn the_master_key_comes_from_one_source() {
    let key = "42".repeat(32);
    let config = read(EXAMPLE, &[("INZAGE_MASTER_KEY", &key)]).unwrap_or_else(|e| panic!("{e}"));
    assert!(matches!(config.master_key(), Ok(KeySource::Variable("INZAGE_MASTER_KEY", text)) if text == key));
    assert!(matches!(config.previous_master_key(), Ok(None)));
    let toml = format!("master_key_command = [\"kms\", \"decrypt it\"]\n{EXAMPLE}");
    let written = r#"["/usr/bin/kms", "old"]"#;
    let config = read(&toml, &[("INZAGE_PREVIOUS_MASTER_KEY_COMMAND", written)]).unwrap_or_else(|e| panic!("{e}"));
    let present = config.master_key();
    assert!(matches!(present, Ok(KeySource::Command("master_key_command", words)) if words == ["kms", "decrypt it"]));
    let previous = config.previous_master_key();
    let name = "previous_master_key_command";
    assert!(
        matches!(previous, Ok(Some(KeySource::Command(n, words))) if n == name && words == ["/usr/bin/kms", "old"])
    );
}

#[test]
fn two_sources_of_one_key_are_refused_by_name_and_no_key_is_repeated() {
    let key = "42".repeat(32);
    let all = [("MASTER_KEY_FILE", "a.key"), ("MASTER_KEY", key.as_str()), ("MASTER_KEY_COMMAND", r#"["kms"]"#)];
    for prefix in ["INZAGE_", "INZAGE_PREVIOUS_"] {
        for (one, other) in [(0, 1), (0, 2), (1, 2)] {
            let named = [all[one], all[other]].map(|(name, value)| (format!("{prefix}{name}"), value));
            let variables = named.each_ref().map(|(name, value)| (name.as_str(), *value));
            let refused = refusal(EXAMPLE, &variables);
            for (name, _) in &named {
                let name = name.strip_prefix("INZAGE_").unwrap().to_lowercase();
                assert!(refused.to_lowercase().contains(&name), "{name}: {refused}");
            }
            assert!(!refused.contains(&key), "{refused}");
        }
    }
    let refused = refusal(&format!("master_key = \"{key}\"\n{EXAMPLE}"), &[]);
    assert!(refused.contains("master_key") && !refused.contains(&key), "a key is no setting of a file: {refused}");
    for nothing in ["[]", r#"[""]"#] {
        let refused = refusal(EXAMPLE, &[("INZAGE_MASTER_KEY_COMMAND", nothing)]);
        assert!(refused.contains("master_key_command names no program"), "{refused}");
    }
    let refused = refusal(EXAMPLE, &[("INZAGE_MASTER_KEY_COMMAND", "kms decrypt")]);
    assert!(refused.contains("a command is a list"), "{refused}");
}
