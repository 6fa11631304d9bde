"""The watch over pages sees what it promises to see: a blind one would let every journey pass."""

from playwright.sync_api import Page, Route, TimeoutError

from tests.browser.conftest import Watch
from tests.browser.serving import Server


def complaints_after(page: Page, script: str, watch: Watch) -> list[str]:
    """What the watch noted, and forgets, once the page has told of it."""
    with page.expect_console_message(lambda message: message.type == "error"):
        page.evaluate(script)
    noted, watch.complaints = watch.complaints, []
    return noted


def test_console_errors_are_noted(server: Server, phone: Page, watch: Watch) -> None:
    phone.goto(server.links["join"])
    assert complaints_after(phone, "console.error('kaputt')", watch) == ["console: kaputt ()"]


def test_what_the_policy_blocks_is_noted(server: Server, phone: Page, watch: Watch) -> None:
    phone.goto(server.links["join"])
    noted = complaints_after(phone, "document.body.setAttribute('style', 'color: red')", watch)
    assert any("style-src" in text for text in noted)
    watch.expect("style-src")


BLOCKED = {
    "markup from text": ("document.createElement('div').innerHTML = '<b>a</b>'", "require-trusted-types-for"),
    "markup from text, in the page": (
        "document.body.insertAdjacentHTML('beforeend', 'a')",
        "require-trusted-types-for",
    ),
    "a script's address from text": ("document.createElement('script').src = '/a.js'", "require-trusted-types-for"),
    "another way to make markup": ("trustedTypes.createPolicy('another', {})", "trusted-types"),
    "code from text": ("setTimeout(() => eval('1'))", ""),
    "a script in the page": (
        "const one = document.createElement('script'); one.append('1'); document.body.append(one)",
        "",
    ),
    "a script from elsewhere": (
        "const one = document.createElement('script'); one.type = 'module'; one.setAttribute('src', '//x.test/a.js');"
        " document.body.append(one)",
        "",
    ),
    "a handler in the page": ("document.body.setAttribute('onclick', 'alert(1)')", ""),
    "a style in the page": ("document.body.setAttribute('style', 'color: red')", "style-src-attr"),
    "a style sheet in the page": (
        "const one = document.createElement('style'); one.append('a {}'); document.body.append(one)",
        "style-src-elem",
    ),
    "a picture from elsewhere": (
        "document.body.append(Object.assign(new Image(), { src: '//x.test/a.png' }))",
        "img-src",
    ),
    "a question elsewhere": ("fetch('//x.test/a').catch(() => {})", "connect-src"),
    "a connection elsewhere": ("new WebSocket('ws://x.test/')", "connect-src"),
    "a page within the page": (
        "const one = document.createElement('iframe'); one.src = '/'; document.body.append(one)",
        "frame-src",
    ),
    "a form to elsewhere": (
        "const one = document.createElement('form'); one.action = '//x.test/'; document.body.append(one); one.submit()",
        "form-action",
    ),
    "another base": (
        "const one = document.createElement('base'); one.href = '//x.test/'; document.head.append(one)",
        "base-uri",
    ),
    "an object": (
        "const one = document.createElement('object'); one.data = '/a.swf'; document.body.append(one)",
        "",
    ),
    "a worker made of text": (
        "new Worker(trustedTypes.createPolicy('cafe-worker', { createScriptURL: (one) => one })"
        ".createScriptURL(URL.createObjectURL(new Blob(['1']))))",
        "worker-src",
    ),
}
"""What the policy blocks: how a page tries it, and the directive that says so, where there is only one."""


def test_every_kind_of_violation_is_noted(server: Server, phone: Page, watch: Watch) -> None:
    """Also where a page goes on as if nothing were: `tried` swallows what the browser throws."""
    unseen = []
    for what, (script, directive) in BLOCKED.items():
        phone.goto(server.page("privacy"))
        watch.complaints = []
        try:
            with phone.expect_console_message(lambda message: message.text.startswith("CSP: ")):
                phone.evaluate(f"() => {{ try {{ {script} }} catch {{ /* as a careless page does */ }} }}")
        except TimeoutError:
            unseen.append(f"{what}: {watch.complaints}")
            continue
        if not any(text.startswith(f"console: CSP: {directive}") for text in watch.complaints):
            unseen.append(f"{what}: {watch.complaints}")
    watch.complaints = []
    assert unseen == []


def test_what_a_policy_would_only_report_is_noted(server: Server, phone: Page, watch: Watch) -> None:
    def tell(route: Route) -> None:
        answer = route.fetch()
        headers = {**answer.headers, "content-security-policy-report-only": "img-src 'none'"}
        route.fulfill(response=answer, headers=headers)

    phone.route("**/privacy", tell)
    phone.goto(server.page("privacy"))
    noted = complaints_after(phone, "document.body.append(Object.assign(new Image(), { src: '/favicon.ico' }))", watch)
    assert any("img-src" in text for text in noted)
    watch.expect("img-src|404")


def test_page_errors_are_noted(server: Server, phone: Page, watch: Watch) -> None:
    phone.goto(server.links["join"])
    with phone.expect_event("pageerror"):
        phone.evaluate("queueMicrotask(() => { throw new Error('kaputt') })")
    assert watch.complaints == ["page error: kaputt"]
    watch.expect("kaputt")


def test_foreign_hosts_are_noted(server: Server, phone: Page, watch: Watch) -> None:
    phone.goto(server.links["join"])
    phone.context.route("**/font.woff2", lambda route: route.fulfill(body=""))
    phone.goto("http://fonts.example/font.woff2")
    assert watch.complaints == ["foreign host: http://fonts.example/font.woff2"]
    watch.expect("fonts.example")


def test_expected_complaints_pass(watch: Watch) -> None:
    watch.complaints += ["console: net::ERR_INTERNET_DISCONNECTED", "console: other"]
    watch.expect("ERR_INTERNET_DISCONNECTED")
    assert watch.unexpected() == ["console: other"]
