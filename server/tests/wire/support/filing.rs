use super::{Browser, Form, Page, Portal};

/// Answers the questions up to the one of the contact.
pub async fn to_contact(browser: &Browser, relationship: &str, rights: &[&str]) -> Page {
    let start = browser.open("/file/about").await;
    let about = browser.submit(&start.form("/do/file/about").set("about", "me")).await;
    let mut page = browser.submit(&about.form("/do/file/relationship").set("relationship", relationship)).await;
    if relationship == "signer" {
        let signing = page.form("/do/file/signing").set("organisation", "Acme").set("document", "MARKERdocument");
        page = browser.submit(&signing).await;
    }
    let ticked = rights.iter().fold(page.form("/do/file/rights"), |form, right| form.add("rights[]", right));
    page = browser.submit(&ticked).await;
    while page.path.starts_with("/file/ask/") {
        page = browser.submit(&answered(&page)).await;
    }
    assert_eq!(page.path, "/file/contact", "{}", page.text());
    page
}

/// The question of a right, answered: the last of its choices, or a text.
fn answered(page: &Page) -> Form {
    if page.path == "/file/ask/rectify_proof" {
        return page.form("/do/file/proof").set("answer", "MARKERdetail");
    }
    let form = page.form("/do/file/ask");
    match page.find(".choices .choice:last-child input[name='choice']", "value") {
        Some((_, last)) => form.set("choice", &last),
        None => form.set("answer", "MARKERdetail"),
    }
}

/// A customer's request whose mailbox is proven: the page of the request.
pub async fn customers_request(portal: &Portal, browser: &Browser, right: &str, email: &str, language: &str) -> Page {
    let contact = to_contact(browser, "customer", &[right]).await.form("/do/file/contact");
    let contact = contact.set("name", "Demo Person").set("email", email).set("language", language);
    let check = browser.submit(&contact).await;
    let code = browser.submit(&check.form("/do/file/send")).await;
    enter_code(portal, browser, &code, email).await
}

/// Enters the code that arrives.
pub async fn enter_code(portal: &Portal, browser: &Browser, page: &Page, email: &str) -> Page {
    assert_eq!(page.path, "/code", "{}", page.text());
    portal.post().await;
    let code = portal.mail.to(email).last().expect("a code was sent").code();
    browser.submit(&page.form("/do/code").set("code", &code)).await
}

/// The browser of a controller to whom a signer's request was forwarded.
pub async fn controller(portal: &Portal) -> Browser {
    controller_of(portal, 1, "acme@example.com", "signer@example.org").await
}

/// The browser of the controller of this number and mailbox, to whom this signer's request was forwarded.
pub async fn controller_of(portal: &Portal, number: u32, mailbox: &str, signer: &str) -> Browser {
    let header = "number,name,member_state,language,email,may_name_controller,index_authorised,contact_checked";
    let row = format!("{number},Acme Lettings,NL,en,{mailbox},yes,yes,asked");
    portal.import_controllers(&format!("{header}\n{row}\n")).await;
    portal.import_signers(&format!("email,controller_number,document\n{signer},{number},D-1\n")).await;
    let browser = portal.browser();
    let contact = to_contact(&browser, "signer", &["access"]).await.form("/do/file/contact");
    let contact = contact.set("name", "Demo Signer").set("email", signer).set("language", "en");
    let check = browser.submit(&contact).await;
    let code = browser.submit(&check.form("/do/file/send")).await;
    let choice = enter_code(portal, &browser, &code, signer).await;
    browser.submit(&choice.form("/do/filings/organisations")).await;
    portal.post().await;
    let browser = portal.browser();
    let link = browser.open(&portal.mail.to(mailbox).last().unwrap().link()).await;
    let code = browser.submit(&link.form("/do/controller/link")).await;
    enter_code(portal, &browser, &code, mailbox).await;
    browser
}
