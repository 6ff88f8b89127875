"""A visitor of the review page: a browser profile of his own, and what he saw go wrong."""

SIZES = {"wide": {"width": 1280, "height": 800}, "narrow": {"width": 360, "height": 740}}


class Visit:
    """A visitor with a profile of his own: opens pages and keeps what went wrong and what was asked of the network."""

    def __init__(self, browser, size, **settings):
        self.narrow = size == "narrow"
        settings = {"reduced_motion": "reduce", "color_scheme": "light"} | settings
        self.context = browser.new_context(viewport=SIZES[size], has_touch=self.narrow, **settings)
        self.wrong, self.asked = [], []

    def open(self, address):
        """Open an address and wait until the page has built itself."""
        page = self.context.new_page()
        page.set_default_timeout(8000)
        page.on("console", lambda m: self.wrong.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: self.wrong.append(str(e)))
        page.on("request", lambda r: self.asked.append(r.url))
        page.goto(address)
        page.wait_for_selector("body[data-ready]")
        return page
