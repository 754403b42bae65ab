//! Sealing what memory should not hold whole: the STREAM construction over AES-256-GCM (Hoang, Reyhanitabar, Rogaway and
//! Vizár, 2015).
//!
//! A sealed stream is a version byte, seven bytes of nonce, and chunks of 64 KiB, each followed by its tag. The number of
//! a chunk, and whether it is the last, are part of its nonce: none can be left out, swapped, repeated or cut off
//! unnoticed. Each stream has a key of its own, derived from the key of its scope and the spot where it lies.

use super::{CHUNK, Key, Spot, VaultError};
use aead_stream::{DecryptorBE32, EncryptorBE32, NewStream, Nonce, StreamBE32};
use aes_gcm::Aes256Gcm;
use zeroize::Zeroizing;

/// The version of the sealed form; a sealed value that is no stream begins with 1.
const SEALED_V2: u8 = 2;
/// What the counter and the mark of the last chunk leave of the nonce.
pub(crate) const STREAM_NONCE: usize = 7;
const HEAD: usize = 1 + STREAM_NONCE;
const TAG: usize = 16;

type Stream = StreamBE32<Aes256Gcm>;

fn primitive(key: &Key, spot: Spot<'_>, nonce: [u8; STREAM_NONCE]) -> Stream {
    let own = key.derive(&format!("stream\0{}", spot.name()));
    Stream::from_aead(own.cipher(), &Nonce::<Aes256Gcm, Stream>::from(nonce))
}

/// Seals a stream, part by part.
pub(crate) struct StreamSealer {
    encryptor: EncryptorBE32<Aes256Gcm>,
    spot: Vec<u8>,
    head: Option<Vec<u8>>,
    pending: Zeroizing<Vec<u8>>,
}

impl StreamSealer {
    /// For one spot, under a nonce that is drawn for it.
    pub(crate) fn new(key: &Key, spot: Spot<'_>, nonce: [u8; STREAM_NONCE]) -> Self {
        Self {
            encryptor: EncryptorBE32::from_stream_primitive(primitive(key, spot, nonce)),
            spot: spot.name().into_bytes(),
            head: Some([&[SEALED_V2], nonce.as_slice()].concat()),
            pending: empty_chunk(),
        }
    }

    /// Takes a part, and hands out what is sealed by now. A full chunk is held back until more follows: it may be the
    /// last.
    pub(crate) fn update(&mut self, mut plain: &[u8], mut sealed: impl FnMut(Vec<u8>)) -> Result<(), VaultError> {
        self.head.take().map(&mut sealed);
        while !plain.is_empty() {
            if self.pending.len() == CHUNK {
                let mut chunk = std::mem::replace(&mut self.pending, empty_chunk());
                let chunk: &mut Vec<u8> = &mut chunk;
                self.encryptor.encrypt_next_in_place(&self.spot, chunk).map_err(|_| VaultError::TooLong)?;
                sealed(std::mem::take(chunk));
            }
            let (part, rest) = plain.split_at(plain.len().min(CHUNK - self.pending.len()));
            self.pending.extend_from_slice(part);
            plain = rest;
        }
        Ok(())
    }

    /// The end: seals the last chunk, which may be empty.
    pub(crate) fn finish(self, mut sealed: impl FnMut(Vec<u8>)) -> Result<(), VaultError> {
        let Self { encryptor, spot, head, mut pending } = self;
        head.map(&mut sealed);
        let chunk: &mut Vec<u8> = &mut pending;
        encryptor.encrypt_last_in_place(&spot, chunk).map_err(|_| VaultError::TooLong)?;
        sealed(std::mem::take(chunk));
        Ok(())
    }
}

/// With room for its tag, so that it is sealed where it stands and leaves no copy behind.
fn empty_chunk() -> Zeroizing<Vec<u8>> {
    Zeroizing::new(Vec::with_capacity(CHUNK + TAG))
}

/// Opens a sealed stream, part by part.
///
/// What it hands out is authentic as far as it goes; that it was all is known once [`StreamOpener::finish`] did not fail.
pub(crate) struct StreamOpener {
    key: Key,
    spot: (&'static str, String, &'static str),
    decryptor: Option<DecryptorBE32<Aes256Gcm>>,
    pending: Vec<u8>,
}

impl StreamOpener {
    /// For one spot.
    pub(crate) fn new(key: &Key, spot: Spot<'_>) -> Self {
        let Spot(table, row, column) = spot;
        Self { key: key.clone(), spot: (table, row.to_owned(), column), decryptor: None, pending: Vec::new() }
    }

    fn spot(&self) -> Spot<'_> {
        Spot(self.spot.0, &self.spot.1, self.spot.2)
    }

    /// Takes a part of the sealed form, and hands out what can be read by now.
    ///
    /// # Errors
    /// [`VaultError::Unopened`] as soon as a chunk is not the one that belongs there.
    pub(crate) fn update(&mut self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        self.pending.extend_from_slice(sealed);
        let mut plain = Zeroizing::new(Vec::new());
        if self.decryptor.is_none() {
            self.begin()?;
        }
        let spot = self.spot().name();
        let Some(decryptor) = &mut self.decryptor else { return Ok(plain) };
        // Whether a chunk is the last is known once there is a byte after it.
        while self.pending.len() > CHUNK + TAG {
            let mut chunk = Zeroizing::new(self.pending.drain(..CHUNK + TAG).collect::<Vec<u8>>());
            let whole: &mut Vec<u8> = &mut chunk;
            decryptor.decrypt_next_in_place(spot.as_bytes(), whole).map_err(|_| VaultError::Unopened)?;
            plain.append(whole);
        }
        Ok(plain)
    }

    fn begin(&mut self) -> Result<(), VaultError> {
        let Some((head, _)) = self.pending.split_first_chunk::<HEAD>() else { return Ok(()) };
        let [SEALED_V2, nonce @ ..] = *head else { return Err(VaultError::Unopened) };
        self.decryptor = Some(DecryptorBE32::from_stream_primitive(primitive(&self.key, self.spot(), nonce)));
        self.pending.drain(..HEAD);
        Ok(())
    }

    /// The end: opens the last chunk.
    ///
    /// # Errors
    /// [`VaultError::Unopened`] when something was cut off, or put behind it.
    pub(crate) fn finish(mut self) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let spot = self.spot().name();
        let decryptor = self.decryptor.take().ok_or(VaultError::Unopened)?;
        let mut chunk = Zeroizing::new(std::mem::take(&mut self.pending));
        let whole: &mut Vec<u8> = &mut chunk;
        decryptor.decrypt_last_in_place(spot.as_bytes(), whole).map_err(|_| VaultError::Unopened)?;
        Ok(chunk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SPOT: Spot<'static> = Spot("files", "name", "body");

    fn seal(key: &Key, plain: &[u8], parts: usize) -> Vec<u8> {
        let mut sealed = Vec::new();
        let mut sealer = StreamSealer::new(key, SPOT, [9; STREAM_NONCE]);
        for part in plain.chunks(parts) {
            sealer.update(part, |chunk| sealed.extend(chunk)).unwrap();
        }
        sealer.finish(|chunk| sealed.extend(chunk)).unwrap();
        sealed
    }

    fn open(key: &Key, spot: Spot<'_>, sealed: &[u8], parts: usize) -> Result<Vec<u8>, VaultError> {
        let mut opener = StreamOpener::new(key, spot);
        let mut plain = Vec::new();
        for part in sealed.chunks(parts) {
            plain.extend_from_slice(&opener.update(part)?);
        }
        plain.extend_from_slice(&opener.finish()?);
        Ok(plain)
    }

    /// Lengths at which something could go wrong: around the ends of chunks.
    fn lengths() -> impl Strategy<Value = usize> {
        (0usize..4, 0usize..3).prop_map(|(chunks, near)| (chunks * CHUNK + near).saturating_sub(1))
    }

    fn text(length: usize) -> Vec<u8> {
        (0..length).map(|at| u8::try_from(at / CHUNK * 7 + at % 251).unwrap_or(at as u8)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn what_is_sealed_in_any_parts_opens_in_any_parts(
            length in lengths(), write in 1usize..200_000, read in 1usize..200_000,
        ) {
            let (key, plain) = (Key::from([7; 32]), text(length));
            let sealed = seal(&key, &plain, write);
            prop_assert_eq!(sealed.len(), HEAD + length + length.div_ceil(CHUNK).max(1) * TAG);
            prop_assert!(open(&key, SPOT, &sealed, read).unwrap() == plain);
            for elsewhere in [Spot("other", "name", "body"), Spot("files", "other", "body")] {
                prop_assert!(open(&key, elsewhere, &sealed, read).is_err());
            }
            prop_assert!(open(&Key::from([8; 32]), SPOT, &sealed, read).is_err());
        }

        #[test]
        fn what_is_cut_off_anywhere_does_not_open(length in lengths(), at: prop::sample::Index) {
            let key = Key::from([7; 32]);
            let sealed = seal(&key, &text(length), CHUNK);
            prop_assert!(open(&key, SPOT, &sealed[..at.index(sealed.len())], CHUNK).is_err());
            for chunks in 0..=length / CHUNK {
                let end = HEAD + chunks * (CHUNK + TAG);
                prop_assert!(end == sealed.len() || open(&key, SPOT, &sealed[..end], CHUNK).is_err(), "at a chunk's end");
            }
        }

        #[test]
        fn a_changed_bit_is_noticed(length in lengths(), at: prop::sample::Index, bit in 0u8..8) {
            let key = Key::from([7; 32]);
            let mut sealed = seal(&key, &text(length), CHUNK);
            let at = at.index(sealed.len());
            sealed[at] ^= 1 << bit;
            prop_assert!(open(&key, SPOT, &sealed, CHUNK).is_err());
        }
    }

    #[test]
    fn chunks_keep_their_order_their_number_and_their_stream() {
        let key = Key::from([7; 32]);
        let sealed = seal(&key, &text(3 * CHUNK), CHUNK);
        let chunk = |number: usize| &sealed[HEAD + number * (CHUNK + TAG)..HEAD + (number + 1) * (CHUNK + TAG)];
        let head = &sealed[..HEAD];
        let (first, second, last) = (chunk(0), chunk(1), chunk(2));
        assert!(open(&key, SPOT, &[head, first, second, last].concat(), 999).is_ok());
        let wrong: [&[&[u8]]; 5] = [
            &[head, second, first, last],
            &[head, first, first, last],
            &[head, first, last],
            &[head, last],
            &[head, first, second, last, last],
        ];
        for chunks in wrong {
            assert!(open(&key, SPOT, &chunks.concat(), 999).is_err());
        }
        let mut other = StreamSealer::new(&key, SPOT, [1; STREAM_NONCE]);
        let mut foreign = Vec::new();
        other.update(&text(3 * CHUNK), |part| foreign.push(part)).unwrap();
        assert!(open(&key, SPOT, &[head, &foreign[1], second, last].concat(), 999).is_err());
    }
}
