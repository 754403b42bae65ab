//! What goes from the log, what it is signed with, and what is proven from what stays.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use domain::log::proof::{is_consistent, is_included};
use domain::log::pruning::{Cut, Dossier, digest, held_from, point};
use domain::log::tree::{consistency, inclusion};
use domain::log::{Checkpoint, Edge, Hash, NoteFault, Pruning, Signer, Span};
use domain::procedure::Policy;
use jiff::Timestamp;
use proptest::prelude::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn signer() -> Signer {
    Signer::new("privacy.example.org/log", &[7; 32]).unwrap()
}

fn pruning() -> Pruning {
    Pruning { size: 12, root: Hash::leaf(b"root"), cuts: digest(Vec::new()), at: at(1_900_000_000) }
}

#[test]
fn a_dossier_is_over_when_it_is_forgotten_and_its_last_entry_is_old_enough() {
    let table = [(true, 99, true), (true, 100, true), (true, 101, false), (false, 99, false), (false, 0, false)];
    for (is_forgotten, last, is_over) in table {
        let dossier = Dossier { first: 7, is_forgotten, last: at(last) };
        assert_eq!(dossier.is_over(at(100)), is_over, "{dossier:?}");
    }
}

#[test]
fn the_log_goes_up_to_a_checkpoint_that_is_old_and_holds_nothing_that_stays() {
    let checkpoints = [(3, at(10)), (5, at(20)), (9, at(30)), (12, at(40))];
    let table = [
        (9, None, None),
        (10, None, Some(3)),
        (30, None, Some(9)),
        (99, None, Some(12)),
        (99, Some(12), Some(12)),
        (99, Some(11), Some(9)),
        (99, Some(5), Some(5)),
        (99, Some(4), Some(3)),
        (99, Some(0), None),
        (20, Some(11), Some(5)),
    ];
    for (limit, held, expected) in table {
        assert_eq!(point(at(limit), held, checkpoints), expected, "limit {limit}, held from {held:?}");
    }
}

#[test]
fn an_entry_is_never_over_its_time_before_a_request_is_forgotten() {
    let day = 24 * 3600;
    let limit = |log_days| Policy { log_days, ..Policy::default() }.log_limit(at(10_000 * day));
    assert_eq!(limit(2190), at((10_000 - 2190) * day));
    assert_eq!(limit(365), at((10_000 - 365) * day));
    for less in [364, 0, -1] {
        assert_eq!(limit(less), limit(365), "{less}");
    }
    assert_eq!(limit(i64::MAX), Timestamp::MIN, "nothing is that old");
    assert_eq!(Policy::default().log_days, 2190);
}

#[test]
fn cuts_are_bound_whatever_order_they_come_in() {
    let cut = |stream: &str, number, hash: &str| Cut { stream: stream.into(), number, hash: hash.into() };
    let cuts = vec![cut("stranger", 3, "ab"), cut("staff/1", 9, "cd")];
    let turned: Vec<Cut> = cuts.iter().rev().cloned().collect();
    assert_eq!(digest(cuts.clone()), digest(turned));
    for other in [vec![], vec![cuts[0].clone()], vec![cuts[0].clone(), cut("staff/1", 8, "cd")]] {
        assert_ne!(digest(cuts.clone()), digest(other));
    }
}

#[test]
fn a_pruning_is_five_lines_and_a_signature() {
    let note = pruning().sign(&signer());
    let text = note.to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[..2], ["privacy.example.org/log inzage-pruning/1", "12"]);
    assert_eq!((lines[4], lines[5]), ("1900000000000000", ""));
    assert_eq!(Pruning::open(&text.parse().unwrap(), &signer().verifier()), Ok(pruning()));
    let other = Signer::new("privacy.example.org/log", &[8; 32]).unwrap().verifier();
    assert_eq!(Pruning::open(&note, &other), Err(NoteFault::Foreign));
    let changed = text.replace("/1\n12\n", "/1\n13\n").parse().unwrap();
    assert_eq!(Pruning::open(&changed, &signer().verifier()), Err(NoteFault::Signature));
}

#[test]
fn a_checkpoint_is_no_permission_and_a_pruning_no_checkpoint() {
    let verifier = signer().verifier();
    let checkpoint = Checkpoint { size: 12, root: Hash::leaf(b"root") }.sign(&signer());
    assert_eq!(Pruning::open(&checkpoint, &verifier), Err(NoteFault::Pruning));
    assert_eq!(Checkpoint::open(&pruning().sign(&signer()), &verifier), Err(NoteFault::Origin));
    let text = pruning().sign(&signer()).to_string();
    let (body, _) = text.split_once("\n\n").unwrap();
    for wrong in
        [format!("{body}\nmore\n"), body.replace("\n12\n", "\n+12\n") + "\n", body.replace("/1\n", "/2\n") + "\n"]
    {
        let opened = Pruning::open(&signer().sign(wrong.clone()), &verifier);
        assert_eq!(opened, Err(NoteFault::Pruning), "{wrong}");
    }
}

/// A log of which the entries before `from` are gone.
struct Pruned {
    from: Edge,
    rows: Vec<Vec<Hash>>,
    root: Hash,
}

impl Pruned {
    fn of(size: u64, from: u64) -> Self {
        let (mut edge, mut rows, mut kept) = (Edge::default(), Vec::new(), Edge::default());
        for number in 0..size {
            rows.push(edge.append(leaf(number)));
            if edge.size() == from {
                kept = edge.clone();
            }
        }
        let gone = usize::try_from(from).unwrap();
        rows[..gone].fill(Vec::new());
        Self { from: kept, rows, root: edge.root() }
    }

    /// The roots of these spans, from what is left; nothing, where one cannot be told any more.
    fn hashes(&self, spans: &[Span]) -> Option<Vec<Hash>> {
        let root = |span: &Span| {
            let peaks = span.subtrees().map(|subtree| {
                let last = subtree.last_leaf();
                if last < self.from.size() {
                    return self.from.peak(subtree);
                }
                Some(self.rows[usize::try_from(last).unwrap()][subtree.level as usize])
            });
            Some(Hash::over(&peaks.collect::<Option<Vec<_>>>()?))
        };
        spans.iter().map(root).collect()
    }
}

fn leaf(number: u64) -> Hash {
    Hash::leaf(&number.to_be_bytes())
}

#[test]
fn what_stays_is_proven_from_the_edge_and_what_is_younger() {
    for size in 1..=25 {
        for from in 1..=size {
            let log = Pruned::of(size, from);
            for index in from..size {
                let path = log.hashes(&inclusion(index, size).unwrap()).unwrap();
                assert!(is_included(index, size, leaf(index), &path, log.root), "{index} of {size}, from {from}");
            }
            for old in from..=size {
                let older = Pruned::of(old, old).root;
                let path = log.hashes(&consistency(old, size).unwrap()).unwrap();
                assert!(is_consistent(old, size, older, log.root, &path), "{old} of {size}, from {from}");
            }
            assert_eq!(log.hashes(&[Span::whole(size)]), Some(vec![log.root]));
        }
    }
}

#[test]
fn of_what_is_gone_nothing_is_claimed() {
    let log = Pruned::of(13, 6);
    assert_eq!(log.hashes(&inclusion(2, 13).unwrap()), None);
    assert_eq!(log.hashes(&consistency(3, 13).unwrap()), None);
    let path = log.hashes(&consistency(4, 13).unwrap()).unwrap();
    let (older, newer) = (Pruned::of(4, 4).root, log.root);
    assert!(is_consistent(4, 13, older, newer, &path), "a peak of the edge proves a beginning still");
}

#[test]
fn an_edge_has_a_peak_for_each_bit_of_its_size() {
    let whole = Pruned::of(11, 11).from;
    assert_eq!(Edge::checked(11, whole.peaks().to_vec()), Some(whole.clone()));
    assert_eq!(Edge::checked(12, whole.peaks().to_vec()), None);
    assert_eq!(Edge::checked(0, Vec::new()), Some(Edge::default()));
}

proptest! {
    #[test]
    fn the_point_is_the_largest_that_is_free(
        dossiers in prop::collection::vec((0u64..40, any::<bool>(), 0i64..60), 0..8),
        checkpoints in prop::collection::btree_map(1u64..40, 0i64..60, 0..12),
        limit in 0i64..60,
    ) {
        let limit = at(limit);
        let dossiers: Vec<Dossier> = dossiers
            .into_iter()
            .map(|(first, is_forgotten, last)| Dossier { first, is_forgotten, last: at(last) })
            .collect();
        let checkpoints: Vec<(u64, Timestamp)> = checkpoints.into_iter().map(|(size, made)| (size, at(made))).collect();
        let may_go = |size: u64, made: Timestamp| {
            made <= limit && dossiers.iter().all(|dossier| dossier.first >= size || dossier.is_over(limit))
        };
        let expected = checkpoints.iter().filter(|(size, made)| may_go(*size, *made)).map(|(size, _)| *size).max();
        prop_assert_eq!(point(limit, held_from(limit, &dossiers), checkpoints), expected);
    }

    #[test]
    fn every_text_is_read_without_a_panic(text: String) {
        let note = signer().sign(format!("privacy.example.org/log inzage-pruning/1\n{text}"));
        drop(Pruning::open(&note, &signer().verifier()));
    }
}
