//! Files that come with a filing, through the portal and at the desk, over HTTP.

use crate::support::{Browser, Page, Portal, enter_code};
use http::StatusCode;

const ME: &str = "person@example.org";
const PDF: &[u8] = b"%PDF-1.7\nnothing\n%%EOF\n";
const PROOF: &str = "/file/ask/rectify_proof";

crate::on_both_engines!(
    a_representative_files_with_authority_and_proof_and_each_goes_where_it_belongs,
    files_that_lie_are_named_while_filing_and_what_was_typed_stays,
    too_much_is_told_at_the_field_and_what_was_added_before_stays,
    what_was_added_is_shown_and_taken_out_again_and_by_nobody_else,
    a_letter_keeps_its_scan_through_every_error_and_is_taken_in_once,
);

/// At the question what shows that something is wrong.
async fn at_proof(browser: &Browser) -> Page {
    let about = browser.open("/file/about").await.form("/do/file/about").set("about", "me");
    to_proof(browser, browser.submit(&about).await, &["rectification"]).await
}

async fn to_proof(browser: &Browser, page: Page, rights: &[&str]) -> Page {
    let page = browser.submit(&page.form("/do/file/relationship").set("relationship", "customer")).await;
    let form = rights.iter().fold(page.form("/do/file/rights"), |form, right| form.add("rights[]", right));
    let mut page = browser.submit(&form).await;
    while page.path != PROOF {
        page = browser.submit(&page.form("/do/file/ask").set("answer", "MARKERdetail")).await;
    }
    page
}

async fn to_check(browser: &Browser, page: &Page) -> Page {
    assert_eq!(page.path, "/file/contact", "{}", page.text());
    let contact = page.form("/do/file/contact").set("name", "Demo Person").set("email", ME);
    let check = browser.submit(&contact).await;
    assert_eq!(check.path, "/file/check", "{}", check.text());
    check
}

async fn add(browser: &Browser, page: &Page, action: &str, files: &[(&str, &str, Vec<u8>)]) -> Page {
    browser.follow(browser.upload(&page.form(action).set("add", "yes"), files).await).await
}

/// The names of the files that a page holds.
fn held(page: &Page) -> usize {
    page.count(".held li")
}

async fn a_representative_files_with_authority_and_proof_and_each_goes_where_it_belongs(portal: Portal) {
    let browser = portal.browser();
    let about = browser.open("/file/about").await.form("/do/file/about").set("about", "guardian");
    let page = browser.submit(&about).await;
    let extract = ("enclosed", "../extract.pdf", PDF.to_vec());
    let form = page.form("/do/file/represented");
    let page = browser.follow(browser.upload(&form, &[extract]).await).await;
    assert_eq!(page.path, "/file/represented", "a name is missing: {}", page.text());
    assert!(page.shows("Enter the name of the person") && page.shows("extract.pdf"), "{}", page.text());
    let page = browser.submit(&page.form("/do/file/represented").set("represented_name", "Example Child")).await;
    let page = to_proof(&browser, page, &["access", "rectification"]).await;
    let bill = ("enclosed", "bill.pdf", PDF.to_vec());
    let page = browser.follow(browser.upload(&page.form("/do/file/proof"), &[bill]).await).await;
    let check = to_check(&browser, &page).await;
    assert!(check.shows("extract.pdf PDF, 23 bytes") && check.shows("bill.pdf PDF, 23 bytes"), "{}", check.text());

    let send = check.form("/do/file/send");
    let (first, second) = tokio::join!(browser.send_form(&send), browser.send_form(&send));
    assert_eq!((first.location(), second.location()), (Some("/code"), Some("/code")), "{}", second.text());
    let code = browser.follow(first).await;
    let mine = enter_code(&portal, &browser, &code, ME).await;
    let links = mine.links("/requests/");
    assert_eq!(links.len(), 2, "{}", mine.text());
    for (link, expected) in links.iter().zip([&["extract.pdf"][..], &["bill.pdf", "extract.pdf"]]) {
        let page = browser.open(link).await;
        let files = page.links(&format!("{link}/attachments/"));
        assert_eq!(files.len(), expected.len(), "{}", page.text());
        assert!(expected.iter().all(|name| page.shows(name)), "{}", page.text());
        assert_eq!(browser.get(&files[0]).await.body, PDF);
    }
    let staff = portal.staff("Demo Staff").await;
    assert_eq!(staff.open("/staff").await.links("/staff/requests/").len(), 2, "filed once");
    let request = staff.open(&format!("/staff{}", links[1])).await;
    assert!(request.shows("bill.pdf") && request.shows("extract.pdf"), "{}", request.text());
}

async fn files_that_lie_are_named_while_filing_and_what_was_typed_stays(portal: Portal) {
    let browser = portal.browser();
    let mut page = at_proof(&browser).await;
    let lies: [(&str, &[u8], &str); 5] = [
        (
            "page.png",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
            "of a kind that we do not take",
        ),
        ("bomb.pdf", b"PK\x03\x04\x14\x00\x00\x00", "of a kind that we do not take"),
        ("run.txt", b"MZ\x90\x00\x03", "of a kind that we do not take"),
        ("empty.pdf", b"", "is empty"),
        ("../../x.html", b"<!doctype html><script>1</script>", "of a kind that we do not take"),
    ];
    for (name, bytes, told) in lies {
        let form = page.form("/do/file/proof").set("answer", "A letter.");
        page = browser.follow(browser.upload(&form, &[("enclosed", name, bytes.to_vec())]).await).await;
        assert_eq!((page.path.as_str(), held(&page)), (PROOF, 0), "{name}");
        assert!(page.shows(told) && page.shows("A letter."), "{name}: {}", page.text());
        let (said, to) = page.find(".error-summary a", "href").expect("the summary leads to the field");
        assert!(said.contains(told) && to == "#enclosed", "{said} {to}");
    }
    let nothing = add(&browser, &page, "/do/file/proof", &[]).await;
    assert!(nothing.shows("Choose a file, or continue without"), "{}", nothing.text());
    let on = browser.submit(&nothing.form("/do/file/proof")).await;
    let check = to_check(&browser, &on).await;
    assert!(check.shows("A letter.") && check.count(".file-name") == 0, "{}", check.text());
}

async fn too_much_is_told_at_the_field_and_what_was_added_before_stays(portal: Portal) {
    let browser = portal.browser();
    let page = at_proof(&browser).await;
    let small = |name, count| vec![("enclosed", name, PDF.to_vec()); count];
    let page = add(&browser, &page, "/do/file/proof", &small("a.pdf", 6)).await;
    assert!(page.shows("At most 5 files") && held(&page) == 0, "{}", page.text());
    let page = add(&browser, &page, "/do/file/proof", &small("a.pdf", 3)).await;
    assert_eq!(held(&page), 3, "{}", page.text());
    let page = add(&browser, &page, "/do/file/proof", &small("b.pdf", 3)).await;
    assert!(page.shows("At most 5 files") && held(&page) == 3, "{}", page.text());
    let large = [PDF, vec![b' '; 11 * 1024 * 1024].as_slice()].concat();
    let page = add(&browser, &page, "/do/file/proof", &[("enclosed", "a.pdf", large)]).await;
    assert!(page.shows("A file may be 10 MB at most") && held(&page) == 3, "{}", page.text());
    let over = vec![("enclosed", "a.pdf", vec![b' '; 7 * 1024 * 1024]); 3];
    let answered = browser.upload(&page.form("/do/file/proof"), &over).await;
    assert_eq!(answered.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(held(&browser.open(PROOF).await), 3, "what was added before is still there");
}

async fn what_was_added_is_shown_and_taken_out_again_and_by_nobody_else(portal: Portal) {
    let browser = portal.browser();
    let files = [("enclosed", "one.pdf", PDF.to_vec()), ("enclosed", "Foto één.txt", b"Tekst".to_vec())];
    let page = add(&browser, &at_proof(&browser).await, "/do/file/proof", &files).await;
    assert_eq!((page.path.as_str(), held(&page)), (PROOF, 2));
    assert!(page.shows("one.pdf PDF, 23 bytes") && page.shows("Foto één.txt TXT, 5 bytes"), "{}", page.text());
    let (_, first_button) = page.find("main form button", "name").unwrap();
    assert_eq!(first_button, "", "the Enter key takes nothing out");
    let (label, id) = page.find("button[name='remove']", "value").unwrap();
    assert!(label.starts_with("Remove ") && label.len() > "Remove ".len(), "{label}");

    let stranger = portal.browser();
    let theirs = at_proof(&stranger).await;
    assert_eq!(held(&theirs), 0);
    stranger.submit(&theirs.form("/do/file/proof").set("remove", &id)).await;
    assert_eq!(held(&browser.open(PROOF).await), 2, "nobody takes out what is another's");

    let form = page.form("/do/file/proof").set("answer", "Typed meanwhile.").set("remove", &id);
    let page = browser.submit(&form).await;
    assert_eq!((page.path.as_str(), held(&page)), (PROOF, 1));
    assert!(page.shows("Typed meanwhile.") && page.count(".error-summary") == 0, "{}", page.text());
    let on = browser.submit(&page.form("/do/file/proof").set("remove", "nonsense")).await;
    assert_eq!(on.path, "/file/contact", "what names no file takes nothing out");
}

async fn a_letter_keeps_its_scan_through_every_error_and_is_taken_in_once(portal: Portal) {
    let staff = portal.staff("Demo Staff").await;
    let page = staff.open("/staff/intake").await;
    let send = async |page: &Page, fields: &[(&str, &str)], files: &[(&str, &str, Vec<u8>)]| {
        let form = fields.iter().fold(page.form("/do/staff/intake"), |form, (name, value)| form.set(name, value));
        staff.follow(staff.upload(&form, files).await).await
    };
    let scan = |bytes: &[u8]| [("scan", "scan.pdf", bytes.to_vec())];
    let page = send(&page, &[("intake_name", "Demo Person")], &scan(PDF)).await;
    assert!(page.shows("Choose how it came in") && held(&page) == 1, "{}", page.text());
    let page = send(&page, &[("intake_about", "guardian")], &scan(b"<svg><script/></svg>")).await;
    assert!(page.shows("of a kind that we do not take") && page.shows("Choose how it came in"), "all at once");
    assert!(page.shows("Enter the name of the person whose data it is about"), "{}", page.text());
    assert_eq!(held(&page), 1, "{}", page.text());
    let (_, id) = page.find("button[name='remove']", "value").unwrap();
    let page = send(&page, &[("remove", &id)], &scan(PDF)).await;
    assert_eq!((held(&page), page.count(".error-summary")), (1, 0), "another in its place: {}", page.text());
    assert_eq!(page.find("#intake_name", "value").unwrap().1, "Demo Person");

    let whole = [
        ("intake_channel", "letter"),
        ("intake_received", "2026-02-10"),
        ("intake_represented_name", "Example Child"),
        ("intake_relationship", "customer"),
        ("intake_reply", "letter"),
        ("intake_address", "Example Street 1"),
    ];
    let form = whole.iter().fold(page.form("/do/staff/intake"), |form, (name, value)| form.set(name, value));
    let form = form.add("intake_rights[]", "access").add("intake_rights[]", "erasure");
    let again = scan(PDF);
    let (first, second) = tokio::join!(staff.upload(&form, &again), staff.upload(&form, &again));
    let taken = staff.follow(first).await;
    assert!(taken.path.ends_with("/taken-in"), "{} {}", taken.path, taken.text());
    assert_eq!(second.location(), Some(taken.path.as_str()), "the same from the second press");
    let links = taken.links("/staff/requests/");
    assert!(taken.shows("Taken in: 2 requests") && links.len() == 2, "{}", taken.text());
    assert_eq!(taken.count("time[datetime='2026-03-10']"), 2, "each with its last day: {}", taken.text());
    assert_eq!(staff.open("/staff").await.links("/staff/requests/").len(), 2, "taken in once");
    for link in &links {
        let request = staff.open(link).await;
        assert!(request.shows("Example Child") && request.shows("Authority"), "{}", request.text());
        let files = request.links(&format!("{link}/attachments/"));
        assert_eq!(files.len(), 1, "{}", request.text());
        assert_eq!(staff.get(&files[0]).await.body, PDF);
    }
    assert_eq!(held(&staff.open("/staff/intake").await), 0, "the next letter begins without");
    let unknown = staff.get("/staff/requests/222-222-2222/taken-in").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}
