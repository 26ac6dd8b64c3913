package browsertest

import (
	"context"
	"strconv"
	"strings"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Person opens a window of the browser that shares nothing with others, not even that somebody is signed in, with or without scripts. It shows nothing
// yet; requests to any host but the given one are faults.
func (b *Browser) Person(host string, v View, scripts bool) *Page {
	b.tb.Helper()
	window, end := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext())
	b.tb.Cleanup(end)
	ctx, stop := context.WithTimeout(window, patience)
	b.tb.Cleanup(stop)
	p := &Page{Browser: b, ctx: ctx, end: end, host: host}
	p.watch(v)
	_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !scripts})
	p.must(err)
	return p
}

// Go goes to an address and waits until it is there; it gives the status of the answer.
func (p *Page) Go(address string) int64 {
	p.tb.Helper()
	answer, err := chromedp.RunResponse(p.ctx, chromedp.Navigate(address))
	p.must(err)
	return p.status(answer)
}

// status is that of the answer; of one that came before anybody listened, what the page itself knows.
func (p *Page) status(answer *network.Response) int64 {
	p.tb.Helper()
	if answer != nil {
		return answer.Status
	}
	return Ask[int64](p, "performance.getEntriesByType('navigation')[0].responseStatus")
}

// Press presses what a selector finds, and waits until the page to which that leads is there; it gives the status of the answer.
func (p *Page) Press(selector string) int64 {
	p.tb.Helper()
	p.Steps++
	answer, err := chromedp.RunResponse(p.ctx, chromedp.Click(chromedp.CSS(selector)))
	if err != nil {
		p.tb.Fatalf("pressing %s on %s: %v", selector, p.Address(), err)
	}
	return p.status(answer)
}

// Touch presses what stays on the page.
func (p *Page) Touch(selector string) {
	p.tb.Helper()
	p.Steps++
	p.must(chromedp.Do(p.ctx, chromedp.Click(chromedp.CSS(selector))))
}

// Type types a text into a field.
func (p *Page) Type(selector, text string) {
	p.tb.Helper()
	p.Steps++
	p.must(chromedp.Do(p.ctx, chromedp.SendKeys(chromedp.CSS(selector), text)))
}

// Choose takes a value of a list.
func (p *Page) Choose(selector, value string) {
	p.tb.Helper()
	p.Steps++
	p.must(chromedp.Do(p.ctx, chromedp.SetValue(chromedp.CSS(selector), value)))
}

// Keys sends keys to what has the focus.
func (p *Page) Keys(keys string) {
	p.tb.Helper()
	p.must(chromedp.Do(p.ctx, chromedp.KeyEvent(keys)))
}

// TabTo presses Tab until what a selector finds has the focus, as people do who use no mouse. Whatever has the focus on the way must show it.
func (p *Page) TabTo(selector string) {
	p.tb.Helper()
	for range 400 {
		p.Keys("\t")
		p.Steps++
		found := Ask[string](p, `(() => { const at = document.activeElement, style = getComputedStyle(at);
			const shown = at === document.body || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
			return (shown ? '' : 'hidden ') + (at.matches(`+strconv.Quote(selector)+`) ? 'there' : at.outerHTML.slice(0, 80)); })()`)
		if strings.HasPrefix(found, "hidden ") {
			p.tb.Errorf("on %s the focus cannot be seen: %s", p.Address(), found)
		}
		if strings.HasSuffix(found, "there") {
			return
		}
	}
	p.tb.Fatalf("on %s nobody comes to %s by keyboard", p.Address(), selector)
}

// Await waits until a selector finds something that can be seen.
func (p *Page) Await(selector string) {
	p.tb.Helper()
	p.must(chromedp.Do(p.ctx, chromedp.WaitVisible(chromedp.CSS(selector))))
}

// Address is that of the page that is shown.
func (p *Page) Address() string {
	p.tb.Helper()
	at, err := chromedp.Run(p.ctx, chromedp.Location())
	p.must(err)
	return at
}

// Text is what can be read on the page, as it is laid out.
func (p *Page) Text() string {
	p.tb.Helper()
	return Ask[string](p, "document.body.innerText")
}

// Forget drops a cookie of the page.
func (p *Page) Forget(cookie string) {
	p.tb.Helper()
	_, err := chromedp.Call(p.ctx, network.DeleteCookies, network.DeleteCookiesParams{Name: cookie, URL: p.Address()})
	p.must(err)
}

// Print prints the page to PDF, on A4.
func (p *Page) Print() []byte {
	p.tb.Helper()
	yes := true
	answer, err := chromedp.Call(p.ctx, page.PrintToPDF, page.PrintToPDFParams{PrintBackground: &yes, PreferCSSPageSize: &yes})
	p.must(err)
	return answer.Data
}
