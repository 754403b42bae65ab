//! Covering with black boxes what of a picture nobody needs, before it is sent.
#![allow(missing_docs, reason = "the macro writes a struct of its own")]

#[cfg(feature = "hydrate")]
mod drawing;

use leptos::prelude::*;

/// The id of the canvas, and of the button that takes a box away.
const CANVAS: &str = "redact-canvas";
const UNDO: &str = "redact-undo";

/// What became of the picture that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser shows pictures"))]
pub(crate) enum Picture {
    /// None was, or one that is no picture.
    None,
    /// The browser cannot show it: it is sent as it is.
    Unknown,
    /// It is shown, under so many boxes.
    Shown(usize),
}

/// Shows the picture that is chosen in the file control of this id, to draw boxes on. What the control holds from then on
/// is the picture with its boxes, made anew: nothing under a box is in it, nor what cameras write into files.
///
/// Without a script nothing is shown, and the page tells how to cover a document with paper.
#[island]
pub fn Redact(
    /// The id of the file control.
    of: String,
    /// What it is about.
    title: String,
    /// How it is done.
    how: String,
    /// The words of the button that takes the last box away.
    undo: String,
    /// What is said of no box, of one, and of several; `#` stands for their number.
    none: String,
    one: String,
    many: String,
    /// What is said of a picture that the browser cannot show.
    unknown: String,
    /// What the canvas is, for those who do not see it.
    alt: String,
) -> impl IntoView {
    let picture = RwSignal::new(Picture::None);
    // Once the island lives: what it says until then must be what the server sent.
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| drawing::begin(&of, picture));
    #[cfg(not(feature = "hydrate"))]
    let _ = of;
    let count = move || match picture.get() {
        Picture::Shown(1) => one.clone(),
        Picture::Shown(boxes @ 2..) => many.replace('#', &boxes.to_string()),
        _ => none.clone(),
    };
    let is_shown = move || matches!(picture.get(), Picture::Shown(_));
    view! {
        <div class="redact" hidden=move || !is_shown()>
            <h3>{title}</h3>
            <p>{how}</p>
            <canvas id=CANVAS role="img" aria-label=alt></canvas>
            <div class="redact-tools">
                <p class="hint" role="status">{count}</p>
                <button
                    id=UNDO
                    class="button secondary small"
                    type="button"
                    disabled=move || !matches!(picture.get(), Picture::Shown(1..))
                >
                    {undo}
                </button>
            </div>
        </div>
        <p class="notice warning" hidden=move || picture.get() != Picture::Unknown>{unknown}</p>
    }
}
