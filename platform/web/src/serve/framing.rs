//! Where an HTTP/1 message begins and ends, watched from outside the parser.
//!
//! hyper follows RFC 9112 section 6.3 and, when a request has both `Transfer-Encoding` and `Content-Length`, quietly drops the
//! second. A proxy in front that trusts the other one sees other message boundaries: request smuggling. RFC 9112 section 6.1 allows
//! such a request to be refused, and so do we; as hyper has removed the evidence by then, the bytes are watched here. The watcher also
//! knows when a head has begun and not ended, which is what the header clock needs. It never decides what a request is: a mistake
//! here can only refuse more, or fall back to what hyper does.

/// Longest part of a line that is kept; what matters stands at its beginning.
const KEPT: usize = 256;

/// What follows in the stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// A request line and header lines.
    Head,
    /// This many bytes of a body.
    Body(u64),
    /// HTTP/2, or a chunked body after which the connection is closed: not watched any more.
    Opaque,
}

/// The watcher of one connection.
#[derive(Debug)]
pub(super) struct Framing {
    phase: Phase,
    line: Vec<u8>,
    begun: bool,
    length: Option<u64>,
    lengthy: bool,
    coded: bool,
    ambiguous: bool,
}

impl Framing {
    pub(super) fn new() -> Self {
        Self {
            phase: Phase::Head,
            line: Vec::new(),
            begun: false,
            length: None,
            lengthy: false,
            coded: false,
            ambiguous: false,
        }
    }

    /// Takes note of bytes that were read from the socket.
    pub(super) fn feed(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            match self.phase {
                Phase::Opaque => return,
                Phase::Body(left) => {
                    let here = usize::try_from(left).map_or(bytes.len(), |n| n.min(bytes.len()));
                    bytes = &bytes[here..];
                    let left = left - here as u64;
                    self.phase = if left == 0 { Phase::Head } else { Phase::Body(left) };
                }
                Phase::Head => bytes = self.head(bytes),
            }
        }
    }

    /// Whether a head has begun and not ended.
    pub(super) fn in_head(&self) -> bool {
        self.phase == Phase::Head && (self.begun || !self.line.is_empty())
    }

    /// Whether a request came with both `Content-Length` and `Transfer-Encoding`.
    pub(super) fn ambiguous(&self) -> bool {
        self.ambiguous
    }

    fn head<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let end = bytes.iter().position(|&byte| byte == b'\n');
        let part = &bytes[..end.unwrap_or(bytes.len())];
        let room = KEPT.saturating_sub(self.line.len());
        self.line.extend_from_slice(&part[..part.len().min(room)]);
        match end {
            None => &[],
            Some(end) => {
                let line = std::mem::take(&mut self.line);
                self.take_line(line.trim_ascii_end());
                &bytes[end + 1..]
            }
        }
    }

    fn take_line(&mut self, line: &[u8]) {
        if line.is_empty() {
            // Empty lines before a request line are skipped, RFC 9112 section 2.2.
            if self.begun {
                self.end_of_head();
            }
        } else if !self.begun {
            self.begun = true;
            if line == b"PRI * HTTP/2.0" {
                self.phase = Phase::Opaque;
            }
        } else if let Some(colon) = line.iter().position(|&byte| byte == b':') {
            let name = line[..colon].trim_ascii();
            if name.eq_ignore_ascii_case(b"transfer-encoding") {
                self.coded = true;
            } else if name.eq_ignore_ascii_case(b"content-length") {
                self.lengthy = true;
                self.length =
                    std::str::from_utf8(line[colon + 1..].trim_ascii()).ok().and_then(|digits| digits.parse().ok());
            }
        }
    }

    fn end_of_head(&mut self) {
        self.ambiguous |= self.coded && self.lengthy;
        self.phase = match (self.coded, self.lengthy, self.length) {
            (false, false, _) | (false, true, Some(0)) => Phase::Head,
            (false, true, Some(length)) => Phase::Body(length),
            // Chunked, or a length that hyper refuses.
            (true, _, _) | (false, true, None) => Phase::Opaque,
        };
        self.begun = false;
        self.length = None;
        self.lengthy = false;
        self.coded = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feeds the text in pieces of `step` bytes.
    fn fed(text: &str, step: usize) -> Framing {
        let mut framing = Framing::new();
        for piece in text.as_bytes().chunks(step) {
            framing.feed(piece);
        }
        framing
    }

    #[test]
    fn both_lengths_are_seen_in_any_order_and_case() {
        for head in [
            "POST / HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST / HTTP/1.1\r\ntransfer-ENCODING: chunked\r\nX: y\r\ncontent-length:4\r\n\r\n",
            "POST / HTTP/1.1\nContent-Length : 4\nTransfer-Encoding: identity\n\n",
        ] {
            for step in [1, 3, 1000] {
                assert!(fed(head, step).ambiguous(), "{head}");
            }
        }
    }

    #[test]
    fn a_second_request_is_found_behind_a_body() {
        let text = "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc\
                    POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n";
        for step in [1, 7, 1000] {
            assert!(fed(text, step).ambiguous());
        }
    }

    #[test]
    fn a_body_that_looks_like_a_head_is_not_one() {
        let inner = "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n";
        let text = format!("POST / HTTP/1.1\r\nContent-Length: {}\r\n\r\n{inner}", inner.len());
        let framing = fed(&text, 5);
        assert!(!framing.ambiguous());
        assert!(!framing.in_head());
    }

    #[test]
    fn a_begun_head_is_open_until_its_empty_line() {
        assert!(!fed("\r\n", 1).in_head());
        assert!(fed("G", 1).in_head());
        assert!(fed("GET / HTTP/1.1\r\nHost: x\r\n", 4).in_head());
        assert!(!fed("GET / HTTP/1.1\r\nHost: x\r\n\r\n", 4).in_head());
        assert!(fed("GET / HTTP/1.1\r\n\r\nGET", 4).in_head());
        assert!(!fed("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 4).in_head());
    }

    #[test]
    fn a_very_long_line_is_not_kept() {
        let mut framing = Framing::new();
        framing.feed(b"GET / HTTP/1.1\r\nX: ");
        framing.feed(&[b'a'; 100_000]);
        assert!(framing.line.capacity() <= 2 * KEPT);
        assert!(framing.in_head());
    }
}
