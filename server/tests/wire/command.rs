//! The `inzage` command as an engineer meets it.

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const EXAMPLE: &str = include_str!("../../../inzage.example.toml");

/// A folder with settings and a master key, in which the command runs.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("inzage.toml"), EXAMPLE).unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    assert_ok(&inzage(folder.path(), &["keys", "new", "data/master.key"], ""));
    folder
}

fn inzage(folder: &Path, words: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_inzage"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("INZAGE_")) {
        command.env_remove(name);
    }
    let piped =
        command.current_dir(folder).args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    // A command that refuses before it reads has closed its end.
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn assert_ok(output: &Output) {
    assert!(output.status.success(), "{}", said(output));
}

/// It fails with status 1 and says each of these words.
fn assert_refused(output: &Output, words: &[&str]) {
    assert_eq!(output.status.code(), Some(1), "{}", said(output));
    for word in words {
        assert!(said(output).contains(word), "{word:?} is missing in: {}", said(output));
    }
}

#[test]
fn a_fresh_key_is_written_once_for_its_owner() {
    let folder = folder();
    let key = folder.path().join("data/master.key");
    assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    let written = std::fs::read_to_string(&key).unwrap();
    assert_refused(&inzage(folder.path(), &["keys", "new", "data/master.key"], ""), &["never overwritten"]);
    assert_eq!(std::fs::read_to_string(&key).unwrap(), written);
    assert_refused(&inzage(folder.path(), &["keys", "new", "nowhere/master.key"], ""), &["nowhere/master.key"]);
}

#[test]
fn the_schema_of_an_answer_is_printed() {
    let output = inzage(Path::new("/"), &["schema", "export"], "");
    assert_ok(&output);
    let schema: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(schema["title"], "Export");
    assert!(schema["required"].as_array().unwrap().iter().any(|name| name == "originals"));
}

#[test]
fn staff_get_an_account_with_a_password_worth_the_name() {
    let folder = folder();
    let add = |email: &str, name: &str, password: &str| {
        inzage(folder.path(), &["staff", "add", "--email", email, "--name", name], password)
    };
    let output = add("staff@example.org", "Demo Person", "four unrelated words\n");
    assert_ok(&output);
    assert!(said(&output).contains("https://privacy.example.org/staff"));
    assert!(!said(&output).contains("unrelated"));
    assert_refused(&add("staff@example.org", "Demo Person", "too short\n"), &["at least 12 characters"]);
    assert_refused(&add("staff@example.org", "Demo Person", ""), &["at least 12 characters"]);
    assert_refused(&add("staff@example.org", "Demo Person", "password1234\n"), &["guessed too soon"]);
    let invite = |email: &str| {
        let invited = ["staff", "invite", "--email", email, "--name", "Demo Person", "--role", "administrator"];
        inzage(folder.path(), &invited, "")
    };
    assert_ok(&invite("invited@example.org"));
    assert_refused(&invite("staff@example.org"), &["staff@example.org was not invited"]);
    let reset = |email: &str| inzage(folder.path(), &["staff", "reset-factor", "--email", email], "");
    assert_ok(&reset("staff@example.org"));
    assert_refused(&reset("nobody@example.org"), &["nobody@example.org"]);
    assert_refused(&add("nobody", "Demo Person", "four unrelated words\n"), &["nobody", "--email"]);
    assert_refused(&add("staff@example.org", " ", "four unrelated words\n"), &["--name"]);
}

#[test]
fn registers_are_imported_whole_or_not_at_all() {
    let folder = folder();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let header = "number,name,member_state,language,email,may_name_controller,index_authorised\n";
    let good = "1001,Example One,NL,nl,one@example.org,yes,yes\n1002,Example Two,BE,en,two@example.org,no,yes\n";
    let bad = "1003,Example Three,NL,nl,nobody,yes,yes\n1004,Example Four,NL,tlh,four@example.org,yes,yes\n";
    let import = |what: &str, file: &str| inzage(folder.path(), &[what, "import", file], "");
    write("mixed.csv", &format!("{header}{good}{bad}"));
    assert_refused(&import("controllers", "mixed.csv"), &["mixed.csv:4", "mixed.csv:5", "nothing was taken"]);
    write("good.csv", &format!("{header}{good}"));
    let output = import("controllers", "good.csv");
    assert_ok(&output);
    assert!(
        said(&output).contains("2 added, 0 changed, 0 unchanged"),
        "the bad file left something: {}",
        said(&output)
    );
    write("good.csv", &format!("{header}{}", good.replace("Example Two", "Example Deux")));
    assert!(said(&import("controllers", "good.csv")).contains("0 added, 1 changed, 1 unchanged"));
    write("signers.csv", "email,controller_number,document\nsigner@example.org,1001,A-1\nother@example.org,9999,B-2\n");
    assert_refused(&import("signers", "signers.csv"), &["signers.csv:3"]);
    write("signers.csv", "email,controller_number,document\nsigner@example.org,1001,A-1\n");
    assert!(said(&import("signers", "signers.csv")).contains("1 added"));
    assert_refused(&import("signers", "nowhere.csv"), &["nowhere.csv"]);
}

#[test]
fn it_does_not_start_without_what_it_needs_and_says_so() {
    let folder = folder();
    let config = folder.path().join("inzage.toml");
    assert_refused(&inzage(folder.path(), &["serve"], ""), &["site", "cargo xtask build"]);
    let smtp = EXAMPLE.find("[smtp]").unwrap()..EXAMPLE.find("# Who runs").unwrap();
    std::fs::write(&config, EXAMPLE.replace(&EXAMPLE[smtp], "")).unwrap();
    for words in [&["serve"][..], &["staff", "add", "--email", "a@example.org", "--name", "A"]] {
        assert_refused(&inzage(folder.path(), words, ""), &["no mail server", "INZAGE_SMTP__URL", "--demo"]);
    }
    std::fs::write(&config, EXAMPLE.replace("[policy]", "[polcy]")).unwrap();
    assert_refused(&inzage(folder.path(), &["serve"], ""), &["polcy", "inzage.example.toml"]);
    std::fs::remove_file(&config).unwrap();
    assert_refused(&inzage(folder.path(), &["serve"], ""), &["operator", "inzage serve --demo"]);
    assert_refused(&inzage(folder.path(), &["--config", "other.toml", "serve"], ""), &["other.toml"]);
    assert_refused(&inzage(folder.path(), &["serve", "--demo", "--address", "0.0.0.0:0"], ""), &["loopback"]);
}

#[test]
fn the_next_years_holidays_are_read_at_start() {
    let folder = folder();
    let config = folder.path().join("inzage.toml");
    std::fs::write(&config, format!("holidays = \"lists.json\"\n{EXAMPLE}")).unwrap();
    let add = || {
        inzage(folder.path(), &["staff", "add", "--email", "a@example.org", "--name", "A"], "four unrelated words\n")
    };
    assert_refused(&add(), &["holidays", "lists.json"]);
    let lists = r#"{ "format": "public-holidays/1", "countries": { "NL": { "name": "Netherlands", "group": "EU", "years": {
        "2031": { "basis": "published_list", "source": "made up", "days": [{ "date": "2030-12-25", "name": "Christmas Day" }] }
    } } } }"#;
    std::fs::write(folder.path().join("lists.json"), lists).unwrap();
    assert_refused(&add(), &["holidays", "lists.json", "NL for 2031", "2030-12-25 is a day of another year"]);
    std::fs::write(folder.path().join("lists.json"), lists.replace("2030-12-25", "2031-12-25")).unwrap();
    assert_ok(&add());
}

#[test]
fn an_empty_log_fits_and_its_key_is_told() {
    let folder = folder();
    let key = inzage(folder.path(), &["log", "key"], "");
    assert_ok(&key);
    assert!(said(&key).starts_with("privacy.example.org/log+"), "{}", said(&key));
    assert_eq!(said(&inzage(folder.path(), &["log", "key"], "")), said(&key), "it is made once");
    assert_refused(&inzage(folder.path(), &["log", "checkpoint"], ""), &["nothing is signed yet"]);
    let verified = inzage(folder.path(), &["log", "verify"], "");
    assert_ok(&verified);
    assert!(said(&verified).contains("0 entries"), "{}", said(&verified));
    let verify = |file: &str| inzage(folder.path(), &["log", "verify", "--checkpoint", file], "");
    assert_refused(&verify("nowhere.txt"), &["nowhere.txt"]);
    std::fs::write(folder.path().join("other.txt"), "no note").unwrap();
    assert_refused(&verify("other.txt"), &["the checkpoint of the file", "no signed note"]);
}

#[test]
fn another_master_key_opens_nothing() {
    let folder = folder();
    let add = || {
        inzage(folder.path(), &["staff", "add", "--email", "a@example.org", "--name", "A"], "four unrelated words\n")
    };
    assert_ok(&add());
    let key = folder.path().join("data/master.key");
    std::fs::remove_file(&key).unwrap();
    assert_refused(&add(), &["inzage keys new"]);
    assert_ok(&inzage(folder.path(), &["keys", "new", "data/master.key"], ""));
    assert_refused(&add(), &["master key"]);
}

#[test]
fn demo_data_that_do_not_open_are_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let (site, demo) = (folder.path().join("target/site"), folder.path().join("data/demo"));
    for needed in [&site, &demo] {
        std::fs::create_dir_all(needed).unwrap();
    }
    std::fs::write(site.join("hash.txt"), "").unwrap();
    std::fs::write(demo.join("inzage.db"), "of another time").unwrap();
    let started = inzage(folder.path(), &["serve", "--demo", "--address", "127.0.0.1:0"], "");
    assert_refused(&started, &["delete data/demo/ to begin anew"]);
}
