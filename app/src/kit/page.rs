use super::chrome::{footer, header};
use crate::forms::{Halt, Visit};
use crate::texts::{Locale, td_string};
use leptos::prelude::*;
use leptos_meta::Title;

/// A page with its frame: header, one heading, footer.
pub struct Page {
    title: String,
    caption: Option<String>,
    back: Option<String>,
    width: Width,
    is_faulty: bool,
    navigation: AnyView,
    body: AnyView,
}

/// What a route shows, or why it shows something else.
pub type Shown = Result<Page, Halt>;

/// How wide a page is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Width {
    /// A column of text, at most 66 characters.
    #[default]
    Column,
    /// The desk: lists and what stands side by side.
    Desk,
}

impl Page {
    /// A page under this heading, which is its title too.
    pub fn new(title: impl Into<String>, body: impl IntoView + 'static) -> Self {
        Self {
            title: title.into(),
            caption: None,
            back: None,
            width: Width::default(),
            is_faulty: false,
            navigation: ().into_any(),
            body: body.into_any(),
        }
    }

    /// A line above the heading: where in a journey this is, or of what this is a part.
    #[must_use]
    pub fn caption(mut self, caption: impl Into<String>) -> Self {
        self.caption = Some(caption.into());
        self
    }

    /// A link back, above everything.
    #[must_use]
    pub fn back(mut self, path: Option<String>) -> Self {
        self.back = path;
        self
    }

    /// How wide it is, if not a column of text.
    #[must_use]
    pub const fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    /// Whether it shows errors: the title says so first, for those who hear it.
    #[must_use]
    pub const fn faulty(mut self, is_faulty: bool) -> Self {
        self.is_faulty = is_faulty;
        self
    }

    /// What stands in the header beside the name: links, or the button that ends the session.
    #[must_use]
    pub fn navigation(mut self, navigation: impl IntoView + 'static) -> Self {
        self.navigation = navigation.into_any();
        self
    }

    /// The page in its frame.
    pub(super) fn frame(self, visit: &Visit) -> AnyView {
        let locale = visit.locale;
        let operator = visit.office.operator();
        let title = if self.is_faulty {
            td_string!(locale, common.title_error, title = &self.title).to_string()
        } else {
            self.title.clone()
        };
        let title = format!("{title} – {}", operator.name);
        let width = match self.width {
            Width::Column => "column",
            Width::Desk => "desk",
        };
        view! {
            <Title text=title/>
            {header(locale, operator, self.navigation)}
            <main id="main" class=width tabindex="-1">
                {self.back.map(|path| back_link(locale, path))}
                <h1>
                    {self.caption.map(|caption| view! { <span class="caption">{caption}</span> " " })}
                    {self.title}
                </h1>
                {self.body}
            </main>
            {footer(locale, operator)}
        }
        .into_any()
    }
}

fn back_link(locale: Locale, path: String) -> impl IntoView {
    view! {
        <a class="back" href=path>
            {td_string!(locale, common.back)}
        </a>
    }
}
