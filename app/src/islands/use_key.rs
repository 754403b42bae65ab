//! The button that a passkey or security key answers.
#![allow(missing_docs, reason = "the macro writes a struct of its own")]

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the button says when there is something to say.
#[derive(Clone, Serialize, Deserialize)]
pub struct KeySays {
    /// Where no script runs, and so no key can be used.
    pub lifeless: String,
    /// While the browser asks.
    pub waiting: String,
    /// That this browser knows no keys here.
    pub unsupported: String,
    /// That the person broke it off, or took too long: browsers do not tell which.
    pub cancelled: String,
    /// That this key is set up already.
    pub taken: String,
    /// That the browser does not allow it at this address.
    pub elsewhere: String,
    /// Anything else.
    pub failed: String,
}

/// Asks a passkey or security key, puts what it signed into the field of the form around it, and sends that.
///
/// Without a script there is nothing to press, and it says so.
#[island]
pub fn UseKey(
    /// Where the browser gets what to ask of the key.
    ask: String,
    /// Whether a key is made, and not used.
    makes: bool,
    /// What the button says.
    label: String,
    /// Its classes.
    class: String,
    /// What stands below it when there is something to say.
    says: KeySays,
) -> impl IntoView {
    let (alive, said) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let waits = RwSignal::new(false);
    let lifeless = says.lifeless.clone();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| alive.set(true));
    let press = move |event: leptos::ev::MouseEvent| {
        #[cfg(feature = "hydrate")]
        browser::press(&event, ask.clone(), makes, says.clone(), said, waits);
        #[cfg(not(feature = "hydrate"))]
        let _ = (&event, &ask, makes, &says);
    };
    view! {
        <button type="button" class=class hidden=move || !alive.get() disabled=move || waits.get() on:click=press>
            {label}
        </button>
        <p class="hint lifeless" hidden=move || alive.get()>
            {lifeless}
        </p>
        <p class="key-says" class:error=move || !waits.get() role="status">{move || said.get()}</p>
    }
}

/// What only a browser does. Everything is looked up by name: no binding of a whole interface gets into the bundle.
#[cfg(feature = "hydrate")]
mod browser {
    use super::{KeySays, RwSignal};
    use leptos::prelude::{Set as _, event_target};
    use leptos::wasm_bindgen::{JsCast as _, JsValue};
    use leptos::web_sys::js_sys::{Function, JSON, Object, Promise, Reflect};
    use leptos::web_sys::{Element, HtmlFormElement, HtmlInputElement};
    use wasm_bindgen_futures::JsFuture;

    /// Asks the key and sends the form, or says why not.
    pub(super) fn press(
        event: &leptos::ev::MouseEvent,
        ask: String,
        makes: bool,
        says: KeySays,
        said: RwSignal<Option<String>>,
        waits: RwSignal<bool>,
    ) {
        let form = event_target::<Element>(event).closest("form").ok().flatten();
        waits.set(true);
        said.set(Some(says.waiting.clone()));
        leptos::task::spawn_local(async move {
            let told = match signed(&ask, makes).await {
                Ok(Some(signed)) => form.is_some_and(|form| send(form, &signed)).then_some(says.waiting),
                // The sign-in ran out: the page itself leads to where it begins.
                Ok(None) => leptos::prelude::window().location().reload().ok().map(|()| says.waiting),
                Err(error) => {
                    waits.set(false);
                    Some(why(&error, says))
                }
            };
            said.set(told);
        });
    }

    /// What the key signed, in the words of the browser; nothing when the portal leads elsewhere.
    async fn signed(ask: &str, makes: bool) -> Result<Option<String>, JsValue> {
        let window = JsValue::from(leptos::prelude::window());
        let kind = Reflect::get(&window, &"PublicKeyCredential".into())?;
        let reader = if makes { "parseCreationOptionsFromJSON" } else { "parseRequestOptionsFromJSON" };
        if !kind.is_function() || !Reflect::get(&kind, &reader.into())?.is_function() {
            return Err(named("NotSupportedError"));
        }
        let answer = awaited(call(&window, "fetch", &ask.into())?).await?;
        if Reflect::get(&answer, &"redirected".into())?.is_truthy() {
            return Ok(None);
        }
        if !Reflect::get(&answer, &"ok".into())?.is_truthy() {
            return Err(JsValue::NULL);
        }
        let json = awaited(call(&answer, "json", &JsValue::UNDEFINED)?).await?;
        let wanted = Object::new();
        Reflect::set(&wanted, &"publicKey".into(), &call(&kind, reader, &json)?)?;
        let navigator = Reflect::get(&window, &"navigator".into())?;
        let keys = Reflect::get(&navigator, &"credentials".into())?;
        let key = awaited(call(&keys, if makes { "create" } else { "get" }, &wanted)?).await?;
        Ok(JSON::stringify(&key)?.as_string())
    }

    /// Puts it into the form and sends that; whether it could.
    fn send(form: Element, signed: &str) -> bool {
        let field = form.query_selector("input[name=signed]").ok().flatten();
        let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        let (Some(field), Ok(form)) = (field, form.dyn_into::<HtmlFormElement>()) else { return false };
        field.set_value(signed);
        form.submit().is_ok()
    }

    /// By the name of the error (WebAuthn, 5.1.3 and 5.1.4).
    fn why(error: &JsValue, says: KeySays) -> String {
        let name = Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
        match name.as_deref() {
            Some("NotAllowedError" | "AbortError") => says.cancelled,
            Some("InvalidStateError") => says.taken,
            Some("SecurityError") => says.elsewhere,
            Some("NotSupportedError" | "ConstraintError") => says.unsupported,
            _ => says.failed,
        }
    }

    fn named(name: &str) -> JsValue {
        let error = Object::new();
        drop(Reflect::set(&error, &"name".into(), &name.into()));
        error.into()
    }

    fn call(of: &JsValue, name: &str, with: &JsValue) -> Result<JsValue, JsValue> {
        Reflect::get(of, &name.into())?.dyn_into::<Function>()?.call1(of, with)
    }

    async fn awaited(promise: JsValue) -> Result<JsValue, JsValue> {
        JsFuture::from(Promise::resolve(&promise)).await
    }
}
