//! The two things that an authenticator writes in CBOR (RFC 8949).

/// An ES256 key on P-256 (RFC 9053, 7.1): kind 2, algorithm -7, curve 1, two coordinates of 32 bytes.
pub(crate) fn public_key(x: &[u8], y: &[u8]) -> Vec<u8> {
    [&[0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20], x, &[0x22, 0x58, 0x20], y].concat()
}

/// What was said, without any attestation of who made the authenticator (WebAuthn, 6.5.4 and 8.7).
pub(crate) fn attestation(said: &[u8]) -> Vec<u8> {
    let length = u16::try_from(said.len()).unwrap_or(u16::MAX).to_be_bytes();
    [b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".as_slice(), &length, said].concat()
}
