//! A mail server that speaks SMTP over TCP, keeps what it gets, and can be out of order.

use super::page::first_link;
use mail_parser::MessageParser;
use mailin::{Action, Handler, Response, SessionBuilder, response};
use std::collections::BTreeSet;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

/// A mail as it arrived.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The recipient that the envelope names.
    pub to: String,
    /// The sender that the envelope names.
    pub from: String,
    /// Its subject.
    pub subject: String,
    /// Its plain text.
    pub text: String,
    /// Its twin in HTML.
    pub html: String,
    /// All of it, headers too, as it went over the wire.
    pub raw: Vec<u8>,
}

impl Mail {
    /// The code in it.
    pub fn code(&self) -> String {
        let found = self.text.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 8);
        found
            .unwrap_or_else(|| panic!("no code of eight digits in:\n{}", String::from_utf8_lossy(&self.raw)))
            .to_owned()
    }

    /// The path, with its query if it has one, of the first link in it.
    pub fn link(&self) -> String {
        first_link(&self.text).unwrap_or_else(|| panic!("no link in:\n{}", self.text))
    }
}

/// The mail server. It refuses recipients that it is told to, and while it is down, connections.
pub struct MailServer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    arrived: Mutex<Vec<Mail>>,
    refused: Mutex<BTreeSet<String>>,
    refusals: AtomicUsize,
    open: Mutex<Option<Vec<TcpStream>>>,
}

impl MailServer {
    /// Starts one on a free port.
    pub fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let server = Self { address, shared: Arc::default() };
        server.listen(listener);
        server
    }

    /// As the settings name it.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// All that arrived so far, oldest first.
    pub fn all(&self) -> Vec<Mail> {
        self.shared.arrived.lock().unwrap().clone()
    }

    /// What arrived for an address so far, oldest first.
    pub fn to(&self, address: &str) -> Vec<Mail> {
        self.all().into_iter().filter(|mail| mail.to == address).collect()
    }

    /// Refuses mail to this address for good from now on: 550.
    pub fn refuse(&self, address: &str) {
        self.shared.refused.lock().unwrap().insert(address.to_owned());
    }

    /// How often it refused a recipient.
    pub fn refusals(&self) -> usize {
        self.shared.refusals.load(Ordering::SeqCst)
    }

    /// Takes no connections any more and cuts those that are open.
    pub fn down(&self) {
        for stream in self.shared.open.lock().unwrap().take().into_iter().flatten() {
            drop(stream.shutdown(Shutdown::Both));
        }
        // The listening thread notices by the next connection.
        drop(TcpStream::connect(self.address));
    }

    /// Is back on the same port.
    pub fn up(&self) {
        let listener = (0..100).find_map(|_| {
            TcpListener::bind(self.address).inspect_err(|_| thread::sleep(std::time::Duration::from_millis(20))).ok()
        });
        self.listen(listener.expect("the port of the mail server is free again"));
    }

    fn listen(&self, listener: TcpListener) {
        *self.shared.open.lock().unwrap() = Some(Vec::new());
        let shared = self.shared.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                match shared.open.lock().unwrap().as_mut() {
                    None => return,
                    Some(open) => open.push(stream.try_clone().unwrap()),
                }
                let shared = shared.clone();
                thread::spawn(move || converse(stream, shared));
            }
        });
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.down();
    }
}

fn converse(mut stream: TcpStream, shared: Arc<Shared>) -> io::Result<()> {
    let from = stream.peer_addr()?.ip();
    let mut session = SessionBuilder::new("mail.example.org").build(from, Letterbox { shared, ..Letterbox::default() });
    session.greeting().write_to(&mut stream)?;
    let mut lines = BufReader::new(stream.try_clone()?);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        let answer = session.process(&line);
        line.clear();
        match answer.action {
            Action::NoReply => {}
            Action::Close => return answer.write_to(&mut stream),
            Action::Reply | Action::UpgradeTls => answer.write_to(&mut stream).and_then(|()| stream.flush())?,
        }
    }
    Ok(())
}

#[derive(Default)]
struct Letterbox {
    shared: Arc<Shared>,
    from: String,
    to: Vec<String>,
    raw: Vec<u8>,
}

impl Handler for Letterbox {
    fn mail(&mut self, _: IpAddr, _: &str, from: &str) -> Response {
        from.clone_into(&mut self.from);
        response::OK
    }

    fn rcpt(&mut self, to: &str) -> Response {
        if !self.shared.refused.lock().unwrap().contains(to) {
            return response::OK;
        }
        self.shared.refusals.fetch_add(1, Ordering::SeqCst);
        response::NO_MAILBOX
    }

    fn data_start(&mut self, _: &str, from: &str, _: bool, to: &[String]) -> Response {
        from.clone_into(&mut self.from);
        self.to = to.to_vec();
        self.raw.clear();
        response::OK
    }

    fn data(&mut self, part: &[u8]) -> io::Result<()> {
        self.raw.extend_from_slice(part);
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let parsed = MessageParser::default().parse(&self.raw).expect("a mail that can be read");
        let body = |html: bool| if html { parsed.body_html(0) } else { parsed.body_text(0) };
        for to in self.to.drain(..) {
            self.shared.arrived.lock().unwrap().push(Mail {
                to,
                from: self.from.clone(),
                subject: parsed.subject().unwrap_or_default().to_owned(),
                text: body(false).unwrap_or_default().into_owned(),
                html: body(true).unwrap_or_default().into_owned(),
                raw: self.raw.clone(),
            });
        }
        response::OK
    }
}
