"""What somebody might write to have it run in a reader's browser: one table for all tests.

Each payload calls ``ran()``, a function that the tests put into the page. The forms are those of
the OWASP XSS Filter Evasion Cheat Sheet, as far as they concern Markdown, data and addresses.
"""

IMAGE = "<img src=x onerror=ran()>"
SCRIPT = "<script>ran()</script>"

#: In the text of a page.
MARKDOWN = (
    SCRIPT,
    "<SCRIPT SRC=data:text/javascript,ran()></SCRIPT>",
    "<scr<script>ipt>ran()</scr</script>ipt>",
    "<script\n>ran()</script\n>",
    "<script/x>ran()</script>",
    "<<script>ran();//<</script>",
    "<script>ran()//",
    IMAGE,
    '<img src="x" onerror="ran()">',
    "<IMG SRC=x OnErRoR=ran()>",
    "<img/src=x/onerror=ran()>",
    "<img src=x onerror\n=\nran()>",
    "<img src=x onerror=&#114;an()>",
    '<img """><script>ran()</script>">',
    '<img src="javascript:ran()">',
    '<img src=x srcset="x 1x" onerror=ran()>',
    "<svg onload=ran()>",
    "<svg/onload=ran()>",
    "<svg><script>ran()</script></svg>",
    "<svg><animate onbegin=ran() attributeName=x dur=1s></svg>",
    '<svg><a xlink:href="javascript:ran()"><text y="20">x</text></a></svg>',
    "<svg><use href=\"data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg'/>#x\"/></svg>",
    '<math><mtext></p><mglyph><style><img src=x onerror="ran()"></style></mglyph></mtext></math>',
    "<body onload=ran()>",
    "<video src=x onerror=ran()></video>",
    "<audio src=x onerror=ran()></audio>",
    "<video><source onerror=ran()></video>",
    "<details open ontoggle=ran()>x</details>",
    "<input autofocus onfocus=ran()>",
    "<select autofocus onfocus=ran()></select>",
    "<textarea autofocus onfocus=ran()></textarea>",
    "<marquee onstart=ran()>x</marquee>",
    "<p style='animation:x' onanimationstart=ran()>x</p>",
    "<a id=x tabindex=1 onfocus=ran()>x</a>",
    "<div onpointerrawupdate=ran() onmouseover=ran()>x</div>",
    '<iframe src="javascript:parent.ran()"></iframe>',
    '<iframe srcdoc="<script>parent.ran()</script>"></iframe>',
    '<object data="javascript:ran()"></object>',
    '<embed src="javascript:ran()">',
    '<form action="javascript:ran()"><button>x</button></form>',
    '<form><button formaction="javascript:ran()">x</button></form>',
    '<isindex action="javascript:ran()" type=submit>',
    '<meta http-equiv="refresh" content="0;url=javascript:ran()">',
    '<base href="javascript:ran();//">',
    '<link rel=stylesheet href="javascript:ran()">',
    '<link rel=import href="data:text/html,<script>ran()</script>">',
    '<style>@import "javascript:ran()";</style>',
    "<style>*{background:url('javascript:ran()')}</style>",
    '<div style="background:url(javascript:ran())">x</div>',
    "<template><script>ran()</script></template>",
    '<noscript><p title="</noscript><img src=x onerror=ran()>">',
    "<textarea><script>ran()</script></textarea><img src=x onerror=ran()>",
    "<!--><img src=x onerror=ran()>-->",
    "<![CDATA[<img src=x onerror=ran()>]]>",
    "<?xml version='1.0'?><script>ran()</script>",
    "<x onclick=ran() contenteditable>x</x>",
    "<a href='javascript:ran()'>x</a>",
    "[x](javascript:ran())",
    "[x](JaVaScRiPt:ran())",
    "[x](<javascript:ran()>)",
    "[x](<java\tscript:ran()>)",
    "[x](javascript&colon;ran())",
    "[x](&#106;avascript:ran())",
    "[x](&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;ran())",
    "[x](\\javascript:ran())",
    "[x](%6aavascript:ran())",
    "[x](\x01javascript:ran())",
    "[x](vbscript:ran())",
    "[x](data:text/html,<script>parent.ran()</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD5yYW4oKTwvc2NyaXB0Pg==)",
    "[x](blob:ran())",
    "[x](feed:javascript:ran())",
    '[x](a.md "t\\" onmouseover=\\"ran()")',
    "[x](a.md 't\" onmouseover=\"ran()')",
    "[x]: javascript:ran()\n\n[x]",
    "![x](javascript:ran())",
    '![x\\" onerror=\\"ran()](x.png)',
    '![x](x.png"onerror="ran())',
    "[![x](x.png)](javascript:ran())",
    "<javascript:ran()>",
    "<javascript://x.example/%0aran()>",
    "x { onclick=ran() }",
    "x\n{: onclick=ran() }",
    "# x { onmouseover=ran() }",
    "[x](a.md){ onclick=ran() }",
    "![x](x.png){ onerror=ran() src=y }",
    "*x*{ style=animation:x onanimationstart=ran() }",
    "| a |\n|---|\n| <img src=x onerror=ran()> |",
    "> <img src=x onerror=ran()>",
    "- <img src=x onerror=ran()>",
    "!!! note onclick=ran()\n    x",
    '!!! note "<img src=x onerror=ran()>"\n    x',
    "```html onclick=ran()\nx\n```",
    "```{ .x onclick=ran() }\nx\n```",
    "``` <img src=x onerror=ran()>\nx\n```",
    "`<img src=x onerror=ran()>",
    "\ue000<img src=x onerror=ran()>\ue001",
    "\ue005works|<img src=x onerror=ran()>\ue006",
    "\u202e<img src=x onerror=ran()>",
    "&lt;img src=x onerror=ran()&gt;",
    # What a sanitiser reads otherwise than the browser that is given what it wrote.
    '<svg></p><style><a id="</style><img src=x onerror=ran()>">',
    '<math><mi><table><mi><style></mi><a title="</style><img src=x onerror=ran()>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=ran()>",
    '<math><annotation-xml encoding="text/html"><img src=x onerror=ran()></annotation-xml></math>',
    "<svg><desc><table><td><svg><style></desc><img src=x onerror=ran()></style>",
    "<svg><title><img src=x onerror=ran()></title></svg>",
    '<svg><foreignObject><iframe srcdoc="&lt;script>parent.ran()&lt;/script>"></iframe>',
    "<noembed><img title='</noembed><img src=x onerror=ran()>'></noembed>",
    "<xmp><p title='</xmp><img src=x onerror=ran()>'>",
    "<plaintext><img src=x onerror=ran()>",
    '<select><template><style><!--</style><a rel="--></style></template></select>'
    '<img src=x onerror=ran()>">',
    "<a title='</title><img src=x onerror=ran()>' href=x>x</a>",
    # Newer ways to run something.
    "<button popovertarget=p>x</button><p popover id=p onbeforetoggle=ran()>x</p>",
    "<dialog open oncancel=ran() onclose=ran()><form method=dialog><button>x</button></form>",
    "<p oncontentvisibilityautostatechange=ran() style=content-visibility:auto>x</p>",
    "<p onscrollsnapchange=ran() onscrollend=ran() tabindex=1 autofocus onfocusin=ran()>x</p>",
    '<template shadowrootmode="open"><img src=x onerror=ran()></template>',
    '<script type=speculationrules>{"prefetch":[{"urls":["https://evil.example.org/"]}]}</script>',
    '<script type=importmap>{"imports":{"./words.js":"data:text/javascript,ran()"}}</script>',
    # Other hosts asked, without anything run.
    '<a ping="https://evil.example.org/" href=x>x</a>',
    "![x](//evil.example.org/x.png)",
    "![x](\\\\evil.example.org/x.png)",
    "![x](https:evil.example.org/x.png)",
    "<svg><image href=https://evil.example.org/x.png /></svg>",
    '*x*{ style="background:url(//evil.example.org/x.png)" }',
    '# x { style="background:url(https://evil.example.org/x.png)" }',
    "<link rel=prefetch href=https://evil.example.org/>",
    # Templates of ours or of another, which nobody is to fill in.
    "{{ config.__class__.__init__.__globals__ }}",
    "{% include 'main.html' %}{{ cycler.__init__.__globals__.os.popen('ran') }}",
    "${ran()} #{ran()} <%= ran() %> @(ran())",
)

#: What scripts look for, by id or name, in the page and in what a browser makes of names; each is
#: put before what they should find.
NAMED = (
    *("__config", "__palette", "__search", "__toggle", "__drawer", "qiusuo-words", "citation-card"),
    *("document$", "QIUSUO", "top", "references", "ranking", "location", "self", "currentScript"),
    *("body", "head", "title", "documentElement", "defaultView", "getElementById", "querySelector"),
    *("querySelectorAll", "forms", "scripts", "cookie", "children", "constructor", "__proto__"),
)

#: As what is kept in the reader's browser, where any page of the host may write.
KEPT = (
    *("", " ", "x", "{", "null", "true", "7", "-1", "1e999", '"x"', "[]", "[[]]", "{}"),
    *('{"index":"x"}', '{"index":99}', '{"index":-1,"color":7}', '{"index":0,"color":null}'),
    *('{"index":0,"color":[1]}', '{"index":0,"color":{"x y":"1","":"2"}}'),
    '{"index":0,"color":{"scheme":{"toString":1},"media":["x"]}}',
    '{"color":{"media":"(prefers-color-scheme)"}}',
    f'{{"index":0,"color":{{"scheme":"\\">{SCRIPT}"}}}}',
    '{"__proto__":{"index":0},"constructor":{"prototype":{"x":1}}}',
)

#: After an address, as they are: what no script may stumble over. Each ``{}`` is a page's own.
STATES = (
    *("#%", "#%E4%B8", "?mark=kite#%", "?mark=%#%FF", f"?mark={'a' * 5000}", "?mark=(%5B%7B*"),
    *("?mark=" + "ab%20" * 2000, "?mark=%00%0A", "?with=%00&with=a&with=b&with=c&with=d"),
    *("?with=__proto__&sort=__proto__", "?sort=-constructor&way=constructor", "?sort=-&sort=--"),
    *("?way=__proto__&direction=__proto__", "?find=%5C&kind=%27&decade=%22", "?q=%F0%9F", "?q"),
    *("?know=x&have=x&wait=x&enjoy=x#ranking", "?&&==&?#?", "?" + "with=kites&" * 500),
)

#: Sent to the worker that keeps pages.
MESSAGES = (
    *(None, 7, "x", [], {}, {"keep": None}, {"keep": 7}, {"keep": {}}, {"keep": ""}),
    *(
        {"keep": "::"},
        {"keep": "//"},
        {"keep": "//evil.example.org/"},
        {"keep": "javascript:ran()"},
    ),
    *({"keep": "https://evil.example.org/"}, {"keep": "data:text/html,x"}, {"keep": "http://[/"}),
)

#: As keys of data files: of terms, topics, claims and works.
KEYS = (
    *("__proto__", "constructor!", "__config", "qiusuo words", "../../evil", "..", "a/b", "%2e%2e"),
    *(
        "CON",
        "<img src=x onerror=ran()>",
        "x onclick=ran()",
        "{{ ran() }}",
        "a\u202eb",
        "-x",
        "x.html",
    ),
)

#: As addresses of ``docs/redirects.yml``: those that pages had, and those that they lead to.
OLD_ADDRESSES = (
    *(
        "//evil.example.org/",
        "/\\evil.example.org/",
        "https://evil.example.org/",
        "/../",
        "/a/../b/",
    ),
    *(
        "/%2e%2e/",
        "/a b/",
        "/a/; return 200 'x';#/",
        "/a/\n/b /c 301\n",
        "/*",
        "/:splat/",
        "/a",
        "",
    ),
    *("/<img src=x onerror=ran()>/", "/$(ran)/", "/a{b}/", "/(.*)/", "/a\u202e/"),
)
NEW_ADDRESSES = (
    *(
        "//evil.example.org/",
        "/\\evil.example.org/",
        "https://evil.example.org/",
        "javascript:ran()",
    ),
    *(
        '/en/#"><script>ran()</script>',
        "/en/ 200!\n/* //evil.example.org/",
        "/en/?x",
        "/en/; deny all;",
    ),
    *("\t//evil.example.org/", "data:text/html,<script>ran()</script>", "/en/{http.request.host}/"),
)

#: As a title or a name in the library, for those who read its exports.
EXPORTED = (
    "x},\n}\n@misc{evil, title = {y",
    "x\nER  - \nTY  - JOUR\nTI  - evil",
    "x\u2028ER  - \u2028TY  - JOUR",
    '=HYPERLINK("https://evil.example.org/","x")',
    "\\input{/etc/passwd}\\write18{ran}",
    "$\\write18{ran}$ %evil",
    'x", "id": "evil", "y": "',
    "</title></feed><script xmlns='http://www.w3.org/1999/xhtml'>ran()</script>",
    "]]><script>ran()</script><![CDATA[",
    "&xxe; <!ENTITY xxe SYSTEM 'file:///etc/passwd'>",
)

#: In any field of text: of works, facts, terms, claims, topics, or the words of the interface.
TEXT = (
    IMAGE,
    SCRIPT,
    f'">{IMAGE}',
    f"'>{IMAGE}",
    '" onmouseover="ran()" autofocus onfocus="ran()" x="',
    "' onmouseover='ran()' x='",
    f"</title>{SCRIPT}",
    f"</script>{SCRIPT}",
    f"]]>{SCRIPT}",
    f"--></style>{SCRIPT}",
    "{{ ran() }}${ran()}",
    "{% include 'main.html' %}",
    "&lt;img src=x onerror=ran()&gt;",
    "\\textbf{<img src=x onerror=ran()>}",
    "$\\href{javascript:ran()}{x}$",
    "\ue003top\ue004<svg onload=ran()>",
)

#: In an address of a work.
ADDRESSES = (
    "javascript:ran()",
    "JaVaScRiPt:ran()",
    " javascript:ran()",
    "java\tscript:ran()",
    "\x01javascript:ran()",
    "javascript://kites.example.org/%0aran()",
    "data:text/html,<script>parent.ran()</script>",
    "vbscript:ran()",
    "//evil.example.org/",
    "\\\\evil.example.org\\x",
    'https://kites.example.org/" onmouseover="ran()" x="',
    f"https://kites.example.org/{IMAGE}",
    "https://kites.example.org@evil.example.org/",
    "https://user:secret@kites.example.org/",
    "jAvAsCrIpT\n:ran()",
    "view-source:javascript:ran()",
    "filesystem:https://kites.example.org/x",
    "mailto:x@kites.example.org?body=<script>ran()</script>",
    "https://kites.example.org/\u202egnp.exe",
)

#: As the name of a file.
NAMES = (
    "<img src=x onerror=ran()>",
    '" onmouseover="ran()" x="',
    "' onmouseover='ran()' x='",
    "javascript:ran()",
    "{{ ran() }}",
    "..%2f..%2fx",
    "&lt;script&gt;ran()&lt;&#47;script&gt;",
    "<svg onload=ran()>.svg",
    "%2e%2e",
    "__proto__",
    "constructor",
    "x\nLocation: javascript:ran()",
)

#: Every table whose entries are tried one by one.
TABLES = {
    "text of a page": MARKDOWN,
    "a field of data": TEXT,
    "an address of a work": ADDRESSES,
    "a name of a file": NAMES,
    "a key of data": KEYS,
    "a redirect": (*OLD_ADDRESSES, *NEW_ADDRESSES),
    "what is exported": EXPORTED,
    "an id or a name in a page": NAMED,
}

#: As a query of the search, or a choice in the address.
QUERIES = (
    *TEXT[:10],
    "javascript:ran()",
    f"kites {IMAGE}",
    "<svg/onload=ran()>",
    "\u003cimg src=x onerror=ran()\u003e",
    "%3Cimg%20src=x%20onerror=ran()%3E",
    "<b>" * 500,
    "__proto__",
    "constructor",
)

#: After the #.
FRAGMENTS = (
    IMAGE,
    "javascript:ran()",
    f'"]{IMAGE}',
    "ref-x'],*[onfocus",
    "*",
    "#",
    "%",
    "%E4%B8",
    "__proto__",
    "/../../",
    "../works/x/#<svg onload=ran()>",
)

TABLES |= {
    "a query": QUERIES,
    "a fragment": FRAGMENTS,
    "a state in an address": STATES,
    "what a browser keeps": KEPT,
    "a message to the worker": MESSAGES,
}
