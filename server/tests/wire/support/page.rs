//! What a browser got, and what can be found in it.

use http::{HeaderMap, StatusCode, header};
use scraper::{ElementRef, Html, Selector};

/// An answer.
#[derive(Debug, Clone)]
pub struct Page {
    /// The path that was asked for, with its query.
    pub path: String,
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Vec<u8>,
}

/// A form as it stands in a page, filled in as the page fills it in.
#[derive(Debug, Clone)]
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// Whether it carries files.
    pub multipart: bool,
    /// Its fields, in order.
    pub fields: Vec<(String, String)>,
}

impl Page {
    /// The body as text.
    pub fn html(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// What a person reads, with every run of white space as one space.
    pub fn text(&self) -> String {
        let document = self.document();
        let skipped = ["script", "style", "template"];
        let words = document.root_element().descendants().filter_map(|node| {
            let hidden =
                node.ancestors().any(|above| above.value().as_element().is_some_and(|e| skipped.contains(&e.name())));
            node.value().as_text().filter(|_| !hidden).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        });
        words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Whether a person reads this.
    pub fn shows(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// A header, if it is there.
    pub fn header(&self, name: impl header::AsHeaderName) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// Where it redirects to.
    pub fn location(&self) -> Option<&str> {
        self.header(header::LOCATION)
    }

    /// The first element that this CSS selector finds, as (text, value of the attribute).
    pub fn find(&self, css: &str, attribute: &str) -> Option<(String, String)> {
        let document = self.document();
        let found = document.select(&selector(css)).next()?;
        Some((words(found), found.attr(attribute).unwrap_or_default().to_owned()))
    }

    /// How many elements this CSS selector finds.
    pub fn count(&self, css: &str) -> usize {
        self.document().select(&selector(css)).count()
    }

    /// The links whose path begins with `prefix`.
    pub fn links(&self, prefix: &str) -> Vec<String> {
        let document = self.document();
        let anchors = selector("a[href]");
        let links = document.select(&anchors).filter_map(|link| link.attr("href"));
        links.filter(|href| href.starts_with(prefix)).map(str::to_owned).collect()
    }

    /// The form whose action contains `action`, filled in as it stands.
    ///
    /// # Panics
    /// When there is none: the page's words are told.
    pub fn form(&self, action: &str) -> Form {
        let document = self.document();
        let forms: Vec<_> = document.select(&selector("form")).collect();
        let is_meant = |form: &&ElementRef<'_>| form.attr("action").is_some_and(|there| there.contains(action));
        let Some(form) = forms.iter().find(is_meant) else {
            let actions: Vec<_> = forms.iter().filter_map(|form| form.attr("action")).collect();
            panic!("no form {action:?} among {actions:?} at {} ({}):\n{}", self.path, self.status, self.text());
        };
        Form {
            action: form.attr("action").unwrap_or_default().to_owned(),
            multipart: form.attr("enctype") == Some("multipart/form-data"),
            fields: form.select(&selector("input, select, textarea")).filter_map(successful).collect(),
        }
    }

    fn document(&self) -> Html {
        Html::parse_document(&self.html())
    }
}

/// A control's name and value, if a browser would send it (HTML, 4.10.22.4). Buttons are the test's to press.
fn successful(control: ElementRef<'_>) -> Option<(String, String)> {
    let name = control.attr("name")?.to_owned();
    if control.attr("disabled").is_some() {
        return None;
    }
    let value = match (control.value().name(), control.attr("type").unwrap_or("text")) {
        ("textarea", _) => control
            .text()
            .collect::<String>()
            .strip_prefix('\n')
            .map_or_else(|| control.text().collect(), str::to_owned),
        ("select", _) => {
            let chosen = control.select(&selector("option[selected]")).next();
            let option = chosen.or_else(|| control.select(&selector("option")).next())?;
            option.attr("value").map_or_else(|| words(option), str::to_owned)
        }
        (_, "checkbox" | "radio") => {
            control.attr("checked")?;
            control.attr("value").unwrap_or("on").to_owned()
        }
        (_, "submit" | "button" | "image" | "reset" | "file") => return None,
        _ => control.attr("value").unwrap_or_default().to_owned(),
    };
    Some((name, value))
}

impl Form {
    /// Sets a field in place of all of its name.
    pub fn set(mut self, name: &str, value: &str) -> Self {
        let at = self.fields.iter().position(|(there, _)| there == name).unwrap_or(self.fields.len());
        self.fields.retain(|(there, _)| there != name);
        self.fields.insert(at.min(self.fields.len()), (name.to_owned(), value.to_owned()));
        self
    }

    /// Adds one more field of the name: another box ticked, or the button that is pressed.
    pub fn add(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Takes all fields of the name out: boxes unticked.
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(there, _)| there != name);
        self
    }
}

/// The path and query of the first link in a text.
pub fn first_link(text: &str) -> Option<String> {
    let link = text.split_whitespace().find(|word| word.starts_with("http://") || word.starts_with("https://"))?;
    let url: http::Uri = link.trim_end_matches(['.', ',', ')', '>']).parse().ok()?;
    url.path_and_query().map(ToString::to_string)
}

fn words(element: ElementRef<'_>) -> String {
    element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("{css:?} is no selector: {error}"))
}
