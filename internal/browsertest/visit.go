package browsertest

import (
	"context"
	_ "embed"
	"fmt"
	"net/url"
	"slices"
	"sync"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

//go:embed testdata/axe/axe.min.js
var axe string

// View is how a reader looks at a page: on a window of so many CSS pixels, in the light or in the dark.
type View struct {
	Width int64
	Dark  bool
}

// Name tells views apart in the names of tests.
func (v View) Name() string { return fmt.Sprintf("%d px %s", v.Width, v.scheme()) }

func (v View) scheme() string {
	if v.Dark {
		return "dark"
	}
	return "light"
}

// Page is a page that is open in a tab of its own, and what it did wrong while it opened.
type Page struct {
	*Browser
	ctx  context.Context
	end  func()
	host string
	// Steps counts what a person has done on the page: what was pressed, typed and chosen.
	Steps  int
	mu     sync.Mutex
	faults []string
}

// noteViolations keeps what the content security policy of the page forbids, from its first line on.
const noteViolations = `window.violations = []; addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective + ' ' + e.blockedURI))`

// Open opens an address and waits until an element that the selector finds is visible. The tab closes with the test.
func (b *Browser) Open(address string, v View, selector string) *Page {
	b.tb.Helper()
	u, err := url.Parse(address)
	if err != nil {
		b.tb.Fatal(err)
	}
	tab, end := chromedp.NewContext(b.ctx)
	b.tb.Cleanup(end)
	ctx, stop := context.WithTimeout(tab, patience)
	b.tb.Cleanup(stop)
	p := &Page{Browser: b, ctx: ctx, end: end, host: u.Host}
	p.watch(v)
	p.must(chromedp.Do(ctx, chromedp.EmulateViewport(v.Width, 900), chromedp.Navigate(address), chromedp.WaitVisible(chromedp.CSS(selector))))
	return p
}

// Close closes the tab before the test is over: one that is open takes memory and time.
func (p *Page) Close() { p.end() }

// watch notes what goes wrong from now on, and sets how the reader looks at pages.
func (p *Page) watch(v View) {
	p.tb.Helper()
	p.must(chromedp.Listen(p.ctx, p.note))
	_, err := chromedp.Call(p.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: noteViolations})
	p.must(err)
	p.Look(v)
}

// Look turns the page to the light or the dark.
func (p *Page) Look(v View) {
	p.tb.Helper()
	_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: v.scheme()}}})
	p.must(err)
	p.must(chromedp.Do(p.ctx, chromedp.EmulateViewport(v.Width, 900)))
}

func (p *Page) must(err error) {
	p.tb.Helper()
	if err != nil {
		p.tb.Fatal(err)
	}
}

// note takes what the browser reports. It must not ask the browser anything.
func (p *Page) note(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		p.add("exception: " + e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" || e.Type == "assert" {
			p.add(fmt.Sprintf("console: %s %s", e.Type, e.Args[0].Value))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			p.add("log: " + e.Entry.Text + " " + e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		u, err := url.Parse(e.Request.URL)
		if err != nil || u.Host != p.host && u.Scheme != "data" && u.Scheme != "blob" {
			p.add("asks another host: " + e.Request.URL)
		}
	case *network.EventLoadingFailed:
		p.add("not loaded: " + e.ErrorText)
	}
}

func (p *Page) add(fault string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = append(p.faults, fault)
}

// Faults lists errors of scripts and of the console, what was not loaded, requests to other hosts, and what the content security policy of the
// page forbids.
func (p *Page) Faults() []string {
	p.tb.Helper()
	violations := Ask[[]string](p, "violations.map(v => 'against the policy: ' + v)") // once this is answered, all that went before is noted
	p.mu.Lock()
	defer p.mu.Unlock()
	return append(slices.Clone(p.faults), violations...)
}

// Overflow is by how many pixels the page is wider than its window.
func (p *Page) Overflow() int {
	p.tb.Helper()
	return Ask[int](p, "document.documentElement.scrollWidth - document.documentElement.clientWidth")
}

// Barriers lists what keeps people from using the page: every rule of axe that an element breaks. Of the sections of a very large page, which are all
// made by the same few templates, every tenth is looked at, and all that is around them.
func (p *Page) Barriers() []string {
	p.tb.Helper()
	return Ask[[]string](p, axe+`; (async () => {
		const told = found => found.violations.flatMap(v => v.nodes.map(n => v.id + ' at ' + n.target.join(' ') + ': ' + n.failureSummary));
		if (document.querySelectorAll('*').length < 20000) return told(await axe.run(document, {resultTypes: ['violations']}));
		const parts = [...document.querySelectorAll('section.operation, section.schema')].filter((part, n) => n % 10 > 0);
		return told(await axe.run({exclude: parts}, {resultTypes: ['violations']}));
	})()`)
}

// Ask evaluates an expression of JavaScript in the page, and waits where it is a promise.
func Ask[T any](p *Page, expression string) T {
	p.tb.Helper()
	answer, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	p.must(err)
	return answer
}
