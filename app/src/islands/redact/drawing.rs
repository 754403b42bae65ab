//! The browser's part: a picture, boxes on it, and the file that is made of both.

use super::{CANVAS, Picture, UNDO};
use leptos::leptos_dom::helpers::document;
use leptos::prelude::{RwSignal, Set};
use leptos::task::spawn_local;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, DataTransfer, File, FilePropertyBag, HtmlCanvasElement, HtmlElement,
    HtmlInputElement, ImageBitmap, PointerEvent,
};

/// The longest side of what is sent, in pixels: enough to read a name.
const SIDE_MAX: f64 = 1600.0;
/// A box with a shorter side is a slip of the finger, in pixels.
const SLIP: f64 = 6.0;
/// What the picture is made anew as.
const KIND: &str = "image/jpeg";
const NAME: &str = "document.jpg";

/// Two corners.
type Box = (f64, f64, f64, f64);

struct Drawing {
    input: HtmlInputElement,
    canvas: HtmlCanvasElement,
    pen: CanvasRenderingContext2d,
    told: RwSignal<Picture>,
    picture: Option<ImageBitmap>,
    boxes: Vec<Box>,
    /// The box under the finger.
    drawn: Option<Box>,
}

type Shared = Rc<RefCell<Drawing>>;

/// Listens from now on, as long as the page lives.
pub(super) fn begin(input: &str, told: RwSignal<Picture>) {
    let (Some(input), Some(canvas), Some(undo)) = (find(input), find::<HtmlCanvasElement>(CANVAS), find(UNDO)) else {
        return;
    };
    let pen = canvas.get_context("2d").ok().flatten().and_then(|pen| pen.dyn_into().ok());
    let Some(pen) = pen else { return };
    let (input, undo): (HtmlInputElement, HtmlElement) = (input, undo);
    let drawing = Drawing {
        input: input.clone(),
        canvas: canvas.clone(),
        pen,
        told,
        picture: None,
        boxes: Vec::new(),
        drawn: None,
    };
    let drawing = Rc::new(RefCell::new(drawing));
    listen(&input, "change", &drawing, |drawing, _: web_sys::Event| choose(drawing));
    listen(&canvas, "pointerdown", &drawing, |drawing, event: PointerEvent| press(&mut drawing.borrow_mut(), &event));
    listen(&canvas, "pointermove", &drawing, |drawing, event: PointerEvent| drag(&mut drawing.borrow_mut(), &event));
    listen(&canvas, "pointerup", &drawing, |drawing, _: PointerEvent| let_go(drawing));
    listen(&canvas, "pointercancel", &drawing, |drawing, _: PointerEvent| let_go(drawing));
    listen(&undo, "click", &drawing, |drawing, _: web_sys::Event| {
        drawing.borrow_mut().boxes.pop();
        settle(drawing);
    });
}

fn find<T: JsCast>(id: &str) -> Option<T> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

fn listen<E: wasm_bindgen::convert::FromWasmAbi + 'static>(
    target: &web_sys::EventTarget,
    event: &str,
    drawing: &Shared,
    act: impl Fn(&Shared, E) + 'static,
) {
    let drawing = Rc::clone(drawing);
    let closure = Closure::<dyn FnMut(E)>::new(move |event| act(&drawing, event));
    // A listener that cannot be added leaves the page as it is without a script.
    drop(target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref()));
    closure.forget();
}

/// Takes what was chosen out of the control until it is made anew; a PDF stays as it is.
fn choose(shared: &Shared) {
    let drawing = shared.borrow();
    let Some(file) = drawing.input.files().and_then(|files| files.get(0)) else {
        return drawing.told.set(Picture::None);
    };
    if !file.type_().starts_with("image/") {
        return drawing.told.set(Picture::None);
    }
    drawing.input.set_value("");
    drop(drawing);
    let shared = Rc::clone(shared);
    spawn_local(async move {
        match decode(&file).await {
            Some(picture) => show(&shared, picture),
            // Nothing can be drawn on it, but it can be covered with paper: it is sent as it was chosen.
            None => {
                let drawing = shared.borrow();
                hold(&drawing.input, &file);
                drawing.told.set(Picture::Unknown);
            }
        }
    });
}

async fn decode(file: &File) -> Option<ImageBitmap> {
    let promise = web_sys::window()?.create_image_bitmap_with_blob(file).ok()?;
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

fn show(shared: &Shared, picture: ImageBitmap) {
    let mut drawing = shared.borrow_mut();
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let scale = (SIDE_MAX / width.max(height)).min(1.0);
    drawing.canvas.set_width((width * scale) as u32);
    drawing.canvas.set_height((height * scale) as u32);
    drawing.picture = Some(picture);
    drawing.boxes.clear();
    drop(drawing);
    settle(shared);
}

/// Where the pointer is on the picture, whatever the size at which it is shown.
fn place(drawing: &Drawing, event: &PointerEvent) -> (f64, f64) {
    let shown = f64::from(drawing.canvas.client_width().max(1));
    let scale = f64::from(drawing.canvas.width()) / shown;
    (f64::from(event.offset_x()) * scale, f64::from(event.offset_y()) * scale)
}

fn press(drawing: &mut Drawing, event: &PointerEvent) {
    event.prevent_default();
    // Without it a box ends at the edge, and nothing worse.
    drop(drawing.canvas.set_pointer_capture(event.pointer_id()));
    let (x, y) = place(drawing, event);
    drawing.drawn = Some((x, y, x, y));
}

fn drag(drawing: &mut Drawing, event: &PointerEvent) {
    let Some((x, y, ..)) = drawing.drawn else { return };
    let (to_x, to_y) = place(drawing, event);
    drawing.drawn = Some((x, y, to_x, to_y));
    paint(drawing);
}

fn let_go(shared: &Shared) {
    let mut drawing = shared.borrow_mut();
    let drawn = drawing.drawn.take();
    drawing.boxes.extend(drawn.filter(|(x, y, to_x, to_y)| (x - to_x).abs() >= SLIP && (y - to_y).abs() >= SLIP));
    drop(drawing);
    settle(shared);
}

fn paint(drawing: &Drawing) {
    let Some(picture) = &drawing.picture else { return };
    let (width, height) = (f64::from(drawing.canvas.width()), f64::from(drawing.canvas.height()));
    let pen = &drawing.pen;
    drop(pen.draw_image_with_image_bitmap_and_dw_and_dh(picture, 0.0, 0.0, width, height));
    pen.set_fill_style_str("#000");
    for (x, y, to_x, to_y) in drawing.boxes.iter().chain(&drawing.drawn) {
        pen.fill_rect(x.min(*to_x), y.min(*to_y), (x - to_x).abs(), (y - to_y).abs());
    }
}

/// Paints, tells how many boxes there are, and puts what is seen into the control: pixels and nothing else.
fn settle(shared: &Shared) {
    let drawing = shared.borrow();
    if drawing.picture.is_none() {
        return;
    }
    paint(&drawing);
    drawing.told.set(Picture::Shown(drawing.boxes.len()));
    let input = drawing.input.clone();
    let made = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(file) = blob.and_then(|blob| file_of(&blob)) {
            hold(&input, &file);
        }
    });
    drop(drawing.canvas.to_blob_with_type(made.unchecked_ref(), KIND));
}

fn file_of(blob: &Blob) -> Option<File> {
    let options = FilePropertyBag::new();
    options.set_type(KIND);
    File::new_with_blob_sequence_and_options(&js_sys::Array::of1(blob), NAME, &options).ok()
}

/// Puts a file into the control, as if it were chosen.
fn hold(input: &HtmlInputElement, file: &File) {
    let Ok(transfer) = DataTransfer::new() else { return };
    if transfer.items().add_with_file(file).is_ok() {
        input.set_files(transfer.files().as_ref());
    }
}
