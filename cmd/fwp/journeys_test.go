package main

import (
	"bytes"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fwptracker/internal/browsertest"
)

// setUpLine finds the link that the first start prints.
const setUpLine = `(http://\S+/welcome\?link=\w+)`

// screen is how most officials look at the pages.
var screen = browsertest.View{Width: 1280}

// office is the demonstration as people meet it, and a browser to meet it in.
type office struct {
	*running
	t       *testing.T
	browser *browsertest.Browser
}

// journeys runs a test for people with scripts and for people without, each on a demonstration of its own.
func journeys(t *testing.T, test func(t *testing.T, o office, scripts bool)) {
	t.Helper()
	b, there := browsertest.Start(t)
	if !there {
		return
	}
	for _, scripts := range []bool{true, false} {
		t.Run(map[bool]string{true: "with scripts", false: "without scripts"}[scripts], func(t *testing.T) {
			e, _ := demoDatabase(t)
			test(t, office{serving(t, e, "--anonymous-read", "true", "--anonymous-limit", "0", "--token-limit", "0"), t, b}, scripts)
		})
	}
}

// visitor opens a window for somebody who has not signed in.
func (o office) visitor(scripts bool) *browsertest.Page {
	o.t.Helper()
	return o.browser.Person(strings.TrimPrefix(o.url, "http://"), screen, scripts)
}

// signIn opens a window in which a user of the demonstration signs in, as people do.
func (o office) signIn(user string, scripts bool) *browsertest.Page {
	o.t.Helper()
	p := o.visitor(scripts)
	p.Go(o.url + "/sign-in")
	o.typePassword(p, user)
	if at := p.Address(); at != o.url+"/" {
		o.t.Fatalf("%s signs in and is at %s:\n%s", user, at, p.Text())
	}
	return p
}

func (o office) typePassword(p *browsertest.Page, user string) {
	o.t.Helper()
	p.Type("#email", user+"@example.org")
	p.Type("#password", demoFile().password)
	p.Press("main button[type=submit]")
}

// shows holds a page to texts that must stand on it, and nothing may have gone wrong on the way.
func (o office) shows(p *browsertest.Page, texts ...string) {
	o.t.Helper()
	all := p.Text()
	for _, text := range texts {
		if !strings.Contains(all, text) {
			o.t.Errorf("%s does not show %q:\n%s", p.Address(), text, all)
		}
	}
	if faults := slices.DeleteFunc(p.Faults(), refused.MatchString); len(faults) > 0 {
		o.t.Errorf("on the way to %s: %q", p.Address(), faults)
	}
}

// refused is what the browser notes of a page that refuses something, as it should here.
var refused = regexp.MustCompile(`status of (401|403|409|412|422) `)

// hides holds a page to texts that must not stand on it.
func (o office) hides(p *browsertest.Page, texts ...string) {
	o.t.Helper()
	all := p.Text()
	for _, text := range texts {
		if strings.Contains(all, text) {
			o.t.Errorf("%s shows %q", p.Address(), text)
		}
	}
}

const trainingPath = "/plans/example-wg-2024-26/items/2.1"

func TestALeadReportsOnAnItem(t *testing.T) {
	t.Parallel()
	journeys(t, func(t *testing.T, o office, scripts bool) {
		p := o.signIn("demo.lead", scripts)
		o.shows(p, "My items", "Training of trainers for labour inspectors", "Offers that wait for your answer")
		p.Steps = 0
		p.Press(`a[href="` + trainingPath + `/report"]`)
		p.Type("#done", "Two more trainers were certified in November.")
		p.Type("#next_steps", "Hold the last course.")
		p.Type("#planned_completion", "2027-Q1")
		p.Type("#openings", "An observer from another member is welcome.")
		p.Choose("#health", "at_risk")
		p.Touch("#links > summary")
		p.Type("#evidence-title-0", "Programme")
		p.Type("#evidence-url-0", "https://example.org/programme")
		p.Press("button[value=preview]")
		o.shows(p, "Preview of your report on 2.1", "Two more trainers were certified in November.", "Planned completion: Q1 2027", "The item then is: In progress At risk")
		p.Press("button[value=post]")
		o.shows(p, "Your report is recorded as update 6.", "Two more trainers were certified in November.", "Programme", "At risk")
		t.Logf("from home to a posted report: %d steps", p.Steps)
		p.Go(o.url + "/")
		o.hides(p, "You have begun and not sent")
	})
}

func TestALeadHasNothingToReportAndCorrectsAReport(t *testing.T) {
	t.Parallel()
	journeys(t, func(t *testing.T, o office, scripts bool) {
		p := o.signIn("demo.lead", scripts)
		p.Go(o.url + "/plans/example-wg-2024-26/items/2.3/report")
		p.Press("button[value=nil]")
		o.shows(p, "Nothing to report", "is recorded as update")
		p.Go(o.url + trainingPath)
		p.Press(`a[href="` + trainingPath + `/report?corrects=5"]`)
		o.shows(p, "Correct update 5 on 2.1")
		if typed := value(p, "#done"); !strings.HasPrefix(typed, "Eleven trainers were certified by the end of June") {
			t.Errorf("the form to correct holds %q", typed)
		}
		p.Type("#done", " Twelve, as was found out.")
		p.Touch("button[value=preview]") // the browser itself asks for the reason first, and nothing is sent
		o.shows(p, "Correct update 5 on 2.1")
		p.Type("#correction_reason", "One was left out.")
		p.Press("button[value=preview]")
		o.shows(p, "Corrects update 5", "One was left out.")
		p.Press("button[value=post]")
		o.shows(p, "Your report is recorded as update 6.", "Corrected by update 6; it no longer counts.", "Twelve, as was found out.")
	})
}

// TestWhatIsTypedComesBack: neither the end of a sign-in nor somebody who is faster takes away what a person has typed.
func TestWhatIsTypedComesBack(t *testing.T) {
	t.Parallel()
	journeys(t, func(t *testing.T, o office, scripts bool) {
		p := o.signIn("demo.lead", scripts)
		p.Go(o.url + trainingPath + "/report")
		p.Type("#done", "Typed before the sign-in ended.")
		p.Forget("fwp_session")
		p.Press("button[value=post]")
		o.shows(p, "You were signed out, so this was not sent.")
		o.typePassword(p, "demo.lead")
		if at := p.Address(); at != o.url+trainingPath+"/report" {
			t.Fatalf("after signing in again the browser is at %s", at)
		}
		o.shows(p, "This is what you had typed and not sent.")
		if typed := value(p, "#done"); typed != "Typed before the sign-in ended." {
			t.Errorf("the form holds %q", typed)
		}

		other := o.signIn("demo.secretariat", scripts)
		other.Go(o.url + trainingPath + "/report")
		other.Type("#done", "The secretariat was faster.")
		other.Press("button[value=post]")
		o.shows(other, "Your report is recorded as update 6.")

		p.Press("button[value=post]")
		o.shows(p, "The item has changed since you opened this form", "The secretariat was faster.", "entered on its behalf by Demo secretariat")
		if typed := value(p, "#done"); typed != "Typed before the sign-in ended." {
			t.Errorf("the stale form holds %q", typed)
		}
		p.Press("button[value=post]")
		o.shows(p, "Your report is recorded as update 7.", "Typed before the sign-in ended.", "The secretariat was faster.")
	})
}

// value is what stands in a field.
func value(p *browsertest.Page, selector string) string {
	return browsertest.Ask[string](p, "document.querySelector('"+selector+"').value")
}

func TestADraftIsKeptWhileItIsTyped(t *testing.T) {
	t.Parallel()
	journeys(t, func(t *testing.T, o office, scripts bool) {
		p := o.signIn("demo.lead", scripts)
		p.Go(o.url + trainingPath + "/report")
		p.Type("#next_steps", "Half a thought")
		if scripts {
			p.Await("#kept:not(:empty)")
		} else {
			p.Press("button[value=keep]")
		}
		p.Go(o.url + "/")
		o.shows(p, "You have begun and not sent", "Report on 2.1, ")
		p.Press(`main .notice a`)
		if typed := value(p, "#next_steps"); typed != "Half a thought" {
			t.Errorf("the form holds %q", typed)
		}
		p.Press("button[value=drop]")
		if typed := value(p, "#next_steps"); typed != "" {
			t.Errorf("the draft that was thrown away is there again: %q", typed)
		}
	})
}

func TestACoChairSeesAPlanAtAGlance(t *testing.T) {
	t.Parallel()
	journeys(t, func(t *testing.T, o office, scripts bool) {
		p := o.signIn("demo.cochair", scripts)
		o.shows(p, "Silent leads", "Eskenia", "Open proposals", "Overdue", "Reporting round", "of")
		p.Press(`.cards a[href="/plans/example-wg-2024-26?only=attention"]`)
		o.shows(p, "Items 1 to", "overdue by")
		p.Choose("#f-only", "overdue")
		if scripts {
			browsertest.Ask[bool](p, "document.getElementById('f-only').dispatchEvent(new Event('change', {bubbles: true}))")
			browsertest.Ask[bool](p, "new Promise(done => { const look = () => document.querySelector('.count').innerText.includes('of 5') ? done(true) : setTimeout(look, 20); look() })")
			if at := p.Address(); !strings.Contains(at, "only=overdue") {
				t.Errorf("the filter is not in the address: %s", at)
			}
		} else {
			p.Press("form.filter button[type=submit]")
		}
		o.shows(p, "Items 1 to 5 of 5")
		o.hides(p, "Exchange placements between specialised units")
		p.Press(`thead a[href*="sort=due"]`)
		if first := browsertest.Ask[string](p, "document.querySelector('table.items tbody th a').innerText"); first != "Training of trainers for labour inspectors" {
			t.Errorf("by due date %q comes first", first)
		}
		p.Go(o.url + "/plans/example-wg-2024-26")
		p.Choose("#as_of", "meeting:example-wg-4")
		p.Press("form.turner button[type=submit]")
		o.shows(p, "You are looking at the past.", "from all that is known today")
		p.Press(`a[href*="/changes?as_of="]`)
		o.shows(p, "What changed")
		if pdf := p.Print(); !bytes.HasPrefix(pdf, []byte("%PDF-")) {
			t.Error("the page does not print")
		}
	})
}

func TestAReaderReadsAndNothingElse(t *testing.T) {
	t.Parallel()
	journeys(t, func(t *testing.T, o office, scripts bool) {
		p := o.signIn("demo.reader", scripts)
		o.shows(p, "Welcome, Demo reader", "Forward Work Plan 2024-26 (fictional)")
		p.Go(o.url + "/plans/example-wg-2024-26")
		if buttons := browsertest.Ask[int](p, "document.querySelectorAll('a.button').length"); buttons > 0 {
			t.Errorf("a reader is offered %d buttons to report", buttons)
		}
		const means = "Where an item stands."
		if all := p.Text(); strings.Contains(all, means) {
			t.Errorf("the word is explained before anybody asks:\n%s", all)
		}
		p.Touch("[popovertarget=word-status]")
		o.shows(p, means, "All words")
		if status := p.Go(o.url + trainingPath + "/report"); status != http.StatusForbidden {
			t.Errorf("the form is shown to a reader: %d", status)
		}
		if all := p.Text(); !strings.Contains(all, "This is not yours to do") || !strings.Contains(all, "What you can do") {
			t.Errorf("the refusal reads:\n%s", all)
		}
	})
}

func TestAPersonKeepsTheirAccount(t *testing.T) {
	t.Parallel()
	journeys(t, func(t *testing.T, o office, scripts bool) {
		p := o.signIn("demo.observer", scripts)
		elsewhere := o.signIn("demo.observer", scripts)
		p.Press(`.who a[href="/account"]`)
		o.shows(p, "Focal point", "Where you are signed in", "here")
		p.Press("button[name=all]")
		o.shows(p, "Signed out there.")
		elsewhere.Go(o.url + "/account")
		o.shows(elsewhere, "E-mail address", "Password")
		p.Type("#present", demoFile().password)
		p.Type("#password", "seven green lanterns drift")
		p.Type("#again", "seven green lanterns drift")
		p.Press("form[action='/account/password'] button")
		o.shows(p, "Your password is changed.")
		p.Press("form[action='/sign-out'] button")
		p.Type("#email", "demo.observer@example.org")
		p.Type("#password", "seven green lanterns drift")
		p.Press("main button[type=submit]")
		o.shows(p, "Welcome, Demo observer")
		p.Press("button[lang=id]")
		if tag := browsertest.Ask[string](p, "document.documentElement.lang"); tag != "id" {
			t.Errorf("the page is in %q", tag)
		}
	})
}

// TestAFreshServiceIsSetUp: nothing is there by default, and the link that the first start prints makes the first user, once.
func TestAFreshServiceIsSetUp(t *testing.T) {
	t.Parallel()
	b, there := browsertest.Start(t)
	if !there {
		return
	}
	eachDatabase(t, func(t *testing.T, _ string, e env) {
		r := serving(t, e)
		link := r.out.await(t, setUpLine)
		o := office{r, t, b}
		p := o.visitor(true)
		p.Go(r.url + "/")
		o.shows(p, "Sign in")
		p.Go(link)
		p.Type("#name", "Ada Lovelace")
		p.Type("#email", "ada@example.org")
		p.Type("#username", "ada.lovelace")
		p.Type("#password", "passwordpassword1")
		p.Type("#again", "passwordpassword1")
		p.Press("main button[type=submit]")
		o.shows(p, "is among the first that are tried")
		p.Type("#password", "seven green lanterns drift")
		p.Type("#again", "seven green lanterns drift")
		p.Press("main button[type=submit]")
		o.shows(p, "Your password is set.")
		p.Type("#email", "ada@example.org")
		p.Type("#password", "seven green lanterns drift")
		p.Press("main button[type=submit]")
		o.shows(p, "Welcome, Ada Lovelace")
		if status := p.Go(link); status != http.StatusNotFound {
			t.Errorf("the link is used again: %d", status)
		}
		if strings.Contains(r.log.String(), strings.TrimPrefix(link, r.url+"/welcome?link=")) {
			t.Error("the log has the secret of the link")
		}
	})
}
