//! Every page, server function and download, called as everybody who can sign in: a table of what each gets. What is new
//! and has no row in the snapshot fails; whoever adds it reads what everybody gets before it is taken.

use crate::support::routes::{VALUES, call, fill, functions, routes};
use crate::support::{Browser, Page, Portal, controller, customers_request};
use app::paths;
use domain::staff::Role;
use std::fmt::Write as _;

crate::on_both_engines!(everybody_gets_what_the_table_says);

/// Who calls, each with a browser of their own; all ask for what belongs to the subject and the controller.
const WHO: [&str; 7] = ["agent", "dpo", "admin.", "auditor", "subject", "another", "control."];
/// Functions that end the session by which they are called, or change how one signs in: others test them as who they are for.
const ENDING: [&str; 2] = ["/do/sign-out", "/do/staff/sign-in"];

async fn everybody_gets_what_the_table_says(portal: Portal) {
    let house = House::furnish(&portal).await;
    let mut table = String::new();
    for route in routes() {
        let path = fill(&route, &house.values());
        line(&mut table, &route, house.each(async |browser| told(&browser.get(&path).await)).await);
    }
    let mut functions: Vec<_> = functions().into_iter().map(|(path, _)| path).filter(|p| !ENDING.contains(p)).collect();
    functions.sort_unstable();
    for path in functions {
        let answered = house.each(async |browser| {
            let page = call(browser, path, &house.values()).await;
            let location = page.location().map(str::to_owned);
            if location.as_deref().is_some_and(is_sign_in) { told(&page) } else { told(&browser.follow(page).await) }
        });
        line(&mut table, path, answered.await);
    }
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("everybody", format!("{:<52}{}\n{table}", "", WHO.map(|who| format!("{who:<9}")).concat()));
    });
}

fn line(table: &mut String, path: &str, told: Vec<String>) {
    let cells: String = told.iter().map(|told| format!("{told:<9}")).collect();
    writeln!(table, "{path:<52}{}", cells.trim_end()).unwrap();
}

fn is_sign_in(path: &str) -> bool {
    [paths::RETURN, paths::STAFF_SIGN_IN, paths::CONTROLLER_SIGN_IN].contains(&path)
}

/// What somebody got: `sign in` where somebody else should, `no` where the role does not open it, `desk` where they are led
/// to where their work begins, else the status.
fn told(page: &Page) -> String {
    match page.location() {
        Some(path) if is_sign_in(path) => "sign in".to_owned(),
        _ if [paths::STAFF, paths::PEOPLE].contains(&page.path.as_str()) => "desk".to_owned(),
        _ if page.status == 403 || page.shows("Your role does not allow this") => "no".to_owned(),
        _ => page.status.as_u16().to_string(),
    }
}

/// Somebody of every kind, a request of one data subject, and one that was forwarded to a controller.
struct House {
    browsers: Vec<Browser>,
    reference: String,
    forwarding: String,
}

impl House {
    async fn furnish(portal: &Portal) -> Self {
        let (subject, another) = (portal.browser(), portal.browser());
        let own = customers_request(portal, &subject, "access", "person@example.org", "en").await;
        let reference = own.path.rsplit('/').next().unwrap().to_owned();
        customers_request(portal, &another, "erasure", "another@example.org", "en").await;
        let controller = controller(portal).await;
        let inbox = controller.open(paths::CONTROLLER).await;
        let link = inbox.links("/controller/").into_iter().find(|link| link.len() > 40).expect("it was forwarded");
        let mut browsers = Vec::new();
        for role in [Role::Agent, Role::Dpo, Role::Administrator, Role::Auditor] {
            browsers.push(portal.staff_as(role, &format!("Demo {}", role.code())).await);
        }
        browsers.extend([subject, another, controller]);
        Self { browsers, reference, forwarding: link.rsplit('/').next().unwrap().to_owned() }
    }

    fn values(&self) -> Vec<(&str, &str)> {
        let own = |name| match name {
            "reference" => Some(self.reference.as_str()),
            "id" => Some(self.forwarding.as_str()),
            _ => None,
        };
        VALUES.iter().map(|(name, value)| (*name, own(*name).unwrap_or(value))).collect()
    }

    async fn each(&self, ask: impl AsyncFn(&Browser) -> String) -> Vec<String> {
        let mut told = Vec::new();
        for browser in &self.browsers {
            told.push(ask(browser).await);
        }
        told
    }
}
