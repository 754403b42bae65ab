//! `inzage keys` and `inzage restore` as an engineer meets them.

use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const EXAMPLE: &str = include_str!("../../../inzage.example.toml");

/// A folder with settings and two master keys, of which the first is in use.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    settings(folder.path(), "");
    for key in ["data/master.key", "data/new.key"] {
        said(&inzage(folder.path(), &["keys", "new", key], &[]), true);
    }
    folder
}

fn settings(folder: &Path, keys: &str) {
    std::fs::write(folder.join("inzage.toml"), format!("{keys}\n{EXAMPLE}")).unwrap();
}

fn inzage(folder: &Path, words: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_inzage"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("INZAGE_")) {
        command.env_remove(name);
    }
    command.current_dir(folder).args(words).envs(variables.iter().copied()).output().unwrap()
}

/// What it said, once it ended as expected.
fn said(output: &Output, well: bool) -> String {
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(i32::from(!well)), "{text}");
    text
}

fn key(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join("data").join(name)).unwrap().trim().to_owned()
}

#[test]
fn a_master_key_is_rotated_step_by_step() {
    let folder = folder();
    let run = |words: &[&str], well| said(&inzage(folder.path(), words, &[]), well);
    assert!(run(&["keys", "list"], true).contains("no keys yet"));
    run(&["restore"], true);
    assert!(run(&["keys", "list"], true).contains("9  the present master key"));

    let both = "master_key_file = \"data/new.key\"\nprevious_master_key_file = \"data/master.key\"";
    settings(folder.path(), both);
    run(&["restore"], true);
    assert!(run(&["keys", "list"], true).contains("9  the previous master key: `inzage keys rotate`"));
    let rotated = run(&["keys", "rotate"], true);
    assert!(rotated.contains("0 of 9 keys") && rotated.contains("9 of 9 keys"), "{rotated}");
    assert!(
        rotated.contains("9 keys wrapped anew") && rotated.contains("does not need the old master key"),
        "{rotated}"
    );
    assert!(run(&["keys", "rotate"], true).contains("0 keys wrapped anew"));

    settings(folder.path(), "master_key_file = \"data/new.key\"");
    run(&["restore"], true);
    settings(folder.path(), "");
    let refused = run(&["restore"], false);
    assert!(refused.contains("which is not given") && refused.contains("inzage keys list"), "{refused}");
    assert!(run(&["keys", "list"], true).contains("a master key that is not given"));
    let refused = run(&["keys", "rotate"], false);
    assert!(refused.contains("9 keys") && refused.contains("previous_master_key_file"), "{refused}");
    settings(folder.path(), "previous_master_key_file = \"data/master.key\"");
    let refused = run(&["keys", "list"], false);
    assert!(refused.contains("the previous master key is the present one"), "{refused}");
    for secret in ["master.key", "new.key"].map(|name| key(folder.path(), name)) {
        assert!(!refused.contains(&secret) && !rotated.contains(&secret));
    }
}

#[test]
fn a_master_key_comes_from_the_environment_or_a_program() {
    let folder = folder();
    let (old, new) = (key(folder.path(), "master.key"), key(folder.path(), "new.key"));
    said(&inzage(folder.path(), &["restore"], &[]), true);
    let list = |variables: &[(&str, &str)]| inzage(folder.path(), &["keys", "list"], variables);
    assert!(said(&list(&[("INZAGE_MASTER_KEY", &old)]), true).contains("the present master key"));
    let cat = r#"["/bin/cat", "data/new.key"]"#;
    let both = [("INZAGE_MASTER_KEY_COMMAND", cat), ("INZAGE_PREVIOUS_MASTER_KEY", old.as_str())];
    assert!(said(&list(&both), true).contains("the previous master key"));
    settings(folder.path(), "master_key_command = [\"/bin/cat\", \"data/master.key\"]");
    assert!(said(&list(&[]), true).contains("the present master key"));

    let refused = said(&list(&[("INZAGE_MASTER_KEY", &new)]), false);
    assert!(refused.contains("INZAGE_MASTER_KEY and master_key_command"), "{refused}");
    settings(folder.path(), "master_key_command = [\"/bin/cat\", \"inzage.toml\"]");
    let refused = said(&list(&[]), false);
    assert!(refused.contains("master_key_command") && refused.contains("64 hexadecimal digits"), "{refused}");
    assert!(!refused.contains("password"), "what a program printed is not repeated: {refused}");
    settings(folder.path(), "master_key_command = [\"/bin/false\"]");
    assert!(said(&list(&[]), false).contains("/bin/false failed"));
    settings(folder.path(), "");
    let refused = said(&list(&[("INZAGE_MASTER_KEY", "nearly-a-secret")]), false);
    assert!(refused.contains("INZAGE_MASTER_KEY holds no master key") && !refused.contains("secret"), "{refused}");
}

#[test]
fn a_restoration_tells_what_it_found() {
    let folder = folder();
    let told = said(&inzage(folder.path(), &["restore"], &[]), true);
    for line in ["destroyed again", "forgotten again", "can be read", "cannot be read", "missing"] {
        assert!(told.lines().any(|told| told.contains(line) && told.ends_with(" 0")), "{line}: {told}");
    }
}
