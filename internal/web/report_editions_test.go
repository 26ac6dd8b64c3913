package web

import (
	"crypto/sha256"
	"encoding/hex"
	"html"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"fwptracker/internal/language"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

const editionsAddress = "/plans/" + reportedPlan + "/editions"

func TestEditionsOnThePages(t *testing.T) {
	inReportWorld(t, map[string]func(*testing.T, *reportWorld){"a plan's editions": func(t *testing.T, w *reportWorld) {
		for _, part := range []struct {
			name string
			tell func(*testing.T, *reportWorld)
		}{
			{"before the first", nothingWasIssued},
			{"who may issue", onlySomeIssue},
			{"what is wrong stands with the form", faultsOfEditions},
			{"an edition is issued once", editionsAreIssuedOnce},
			{"its hashes are those of its bytes", hashesAreOfTheBytes},
			{"for its readers alone", editionsAreForTheirReaders},
			{"a correction says what differs", correctionsSayWhatDiffers},
			{"a correction is what stands in its form", correctionsTakeNothingOver},
			{"all at once", manyAtOnce},
		} {
			t.Run(part.name, func(t *testing.T) { part.tell(t, w) })
		}
	}})
}

// issued lists the numbers of what was issued.
func (w *reportWorld) issued(t *testing.T) []int {
	t.Helper()
	list, err := w.tracker.ListEditions(t.Context(), w.actor(t, "co_chair"), reportedPlan, workplan.Page{Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	numbers := []int{}
	for _, e := range list.Rows {
		numbers = append(numbers, e.Number)
	}
	return numbers
}

// asks is a form for an edition for members as of the fourth meeting.
func asks(more url.Values) url.Values {
	form := url.Values{"act": {"preview"}, "audience": {"members"}, "as_of": {"meeting:example-wg-4"}, "on": {""}, "since": {""}, "since_on": {""}, "meeting": {""}, "note": {"As circulated."}, "annex": {"true"}}
	maps.Copy(form, more)
	return form
}

// confirm sees what would be issued, and gives the form with which that page issues it.
func (w *reportWorld) confirm(t *testing.T, role string, form url.Values) (page string, again url.Values) {
	t.Helper()
	answer := w.send(t, role, editionsAddress, form)
	page = answer.Body.String()
	if answer.Code != http.StatusOK {
		t.Fatalf("seeing what would be issued: %d %s", answer.Code, text(page))
	}
	sound(t, page)
	again = url.Values{"act": {"issue"}}
	for _, form := range forms.FindAllString(page, -1) {
		if !strings.Contains(form, `action="`+editionsAddress+`"`) {
			continue
		}
		for _, m := range hiddens.FindAllStringSubmatch(form, -1) {
			again.Add(html.UnescapeString(m[1]), html.UnescapeString(m[2]))
		}
	}
	return page, again
}

func nothingWasIssued(t *testing.T, w *reportWorld) {
	for _, role := range everyRole {
		page := w.page(t, role, editionsAddress)
		sound(t, page)
		may := role == "secretariat" || role == "co_chair"
		if said := text(page); !strings.Contains(said, "An edition is the completion report as it was tabled") || strings.Contains(said, "The secretariat and the co-chairs issue them.") == may {
			t.Errorf("%q is not told what an edition is, or who issues it: %s", role, said)
		}
		if strings.Contains(page, `name="note"`) != may {
			t.Errorf("%q has the form that issues an edition: %v", role, !may)
		}
	}
	for _, address := range []string{editionsAddress + "/1", editionsAddress + "/one", "/plans/no-such-plan/editions"} {
		if answer := w.get(t, "co_chair", address); answer.Code != http.StatusNotFound {
			t.Errorf("%s: %d", address, answer.Code)
		}
	}
}

func onlySomeIssue(t *testing.T, w *reportWorld) {
	for role, refused := range map[string]int{"": http.StatusUnauthorized, "reader": http.StatusForbidden, "observer": http.StatusForbidden, "lead": http.StatusForbidden, "admin": http.StatusForbidden} {
		for _, form := range []url.Values{asks(nil), asks(url.Values{"act": {"issue"}, "key": {"mine"}}), asks(url.Values{"act": {"edit"}})} {
			if answer := w.send(t, role, editionsAddress, form); answer.Code != refused {
				t.Errorf("%s by %q: %d", form.Get("act"), role, answer.Code)
			}
		}
	}
	r := posted(t, editionsAddress, asks(url.Values{"act": {"issue"}, "key": {"theirs"}}))
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	r.AddCookie(&http.Cookie{Name: "fwp_session", Value: w.cookies["co_chair"]})
	if answer := w.answer(r); answer.Code != http.StatusForbidden {
		t.Errorf("a form that another site had the browser send: %d", answer.Code)
	}
	if got := w.issued(t); len(got) > 0 {
		t.Errorf("issued: %v", got)
	}
}

func faultsOfEditions(t *testing.T, w *reportWorld) {
	for says, more := range map[string]url.Values{
		"For whom":                                  {"audience": {""}},
		"name the meeting or the day, not both":     {"on": {"2025-01-01"}},
		"the plan was a draft then":                 {"as_of": {""}, "on": {"2024-01-31"}},
		"Compared with : 1 January 2026 lies after": {"since_on": {"2026-01-01"}},
		"Items led by any of":                       {"lead": {"nobody-at-all"}},
		"is no number of an objective":              {"objective": {"two"}},
		"Meeting : example-wg has no meeting":       {"meeting": {"no-such-meeting"}},
	} {
		for _, act := range []string{"preview", "issue"} {
			form := asks(more)
			form.Set("act", act)
			form.Set("key", "faulty")
			answer := w.send(t, "secretariat", editionsAddress, form)
			page := answer.Body.String()
			if said := text(page); answer.Code != http.StatusUnprocessableEntity || !strings.Contains(said, "This was not stored") || !strings.Contains(said, says) || !strings.Contains(page, ">As circulated.</textarea>") {
				t.Errorf("%v: %d, and it does not say %q with the form: %s", more, answer.Code, says, said)
			}
			sound(t, page)
		}
	}
	if got := w.issued(t); len(got) > 0 {
		t.Errorf("issued: %v", got)
	}
}

func editionsAreIssuedOnce(t *testing.T, w *reportWorld) {
	unconfirmed := w.send(t, "co_chair", editionsAddress, asks(url.Values{"act": {"issue"}}))
	if unconfirmed.Code != http.StatusOK || !strings.Contains(unconfirmed.Body.String(), "An edition is kept for ever.") {
		t.Errorf("an edition that nobody was asked about: %d", unconfirmed.Code)
	}
	page, form := w.confirm(t, "co_chair", asks(nil))
	r := w.report(t, "reader", tracker.ReportRequest{When: tracker.When{Meeting: "example-wg-4"}})
	lang := language.English
	said := text(page)
	for _, figure := range []string{lang.Number(r.Headline.Items) + " items", lang.T("%d of %d", r.Headline.Rate.Numerator, r.Headline.Rate.Denominator) + " completed", lang.Number(r.Headline.Overdue) + " overdue"} {
		if !strings.Contains(said, figure) {
			t.Errorf("what would be issued does not say %q: %s", figure, said)
		}
	}
	if got := w.issued(t); len(got) > 0 {
		t.Fatalf("looking at it issued %v", got)
	}
	if edited := w.send(t, "co_chair", editionsAddress, with(form, "act", "edit")); edited.Code != http.StatusOK || !strings.Contains(edited.Body.String(), ">As circulated.</textarea>") {
		t.Errorf("going on editing: %d", edited.Code)
	}
	for n := range 3 {
		answer := w.send(t, "co_chair", editionsAddress, form)
		if answer.Code != http.StatusSeeOther || answer.Header().Get("Location") != editionsAddress+"/1?issued=1" {
			t.Errorf("sending it for the %d. time: %d %s", n+1, answer.Code, answer.Header().Get("Location"))
		}
	}
	if got := w.issued(t); !slices.Equal(got, []int{1}) {
		t.Errorf("issued: %v", got)
	}
	e, err := w.tracker.Edition(t.Context(), w.actor(t, "co_chair"), reportedPlan, 1)
	if err != nil || e.AsOfMeeting != "example-wg-4" || e.Audience != workplan.AudienceMembers || e.Note != "As circulated." || !e.Annex || e.IssuedBy != "demo.cochair" {
		t.Errorf("%v, %+v", err, e.EditionContent)
	}
}

func hashesAreOfTheBytes(t *testing.T, w *reportWorld) {
	page := w.page(t, "reader", editionsAddress+"/1")
	sound(t, page)
	files := linksIn(page, "/api/v1"+editionsAddress+"/1/")
	if len(files) != 10 {
		t.Fatalf("the page leads to %d files: %v", len(files), files)
	}
	said := text(page)
	figures := w.report(t, "reader", tracker.ReportRequest{When: tracker.When{Meeting: "example-wg-4"}}).Headline
	for _, first := range []string{"The report on this plan as it stood on", "It was issued on 23 November 2026 by Demo co-chair and stays as it is", language.English.Number(figures.Items) + " items",
		language.English.T("%d of %d", figures.Rate.Numerator, figures.Rate.Denominator) + " completed", language.English.Number(figures.Open()) + " open", language.English.Number(figures.Overdue) + " overdue", " PDF ", " kB"} {
		if at := strings.Index(said, first); at < 0 || at > strings.Index(said, "SHA-256") {
			t.Errorf("the page does not say %q before it comes to hashes: %s", first, said)
		}
	}
	for _, address := range files {
		answer := w.get(t, "reader", address)
		content := answer.Body.Bytes()
		sum := sha256.Sum256(content)
		_, name, _ := strings.Cut(answer.Header().Get("Content-Disposition"), "filename=")
		hash := hex.EncodeToString(sum[:])
		if row := name + " " + language.English.Number(len(content)) + " " + hash; answer.Code != http.StatusOK || !strings.Contains(said, row) {
			t.Errorf("%s: %d, and the page does not say %q", address, answer.Code, row)
		}
		if !strings.Contains(page, hash+"  "+name+"\n") {
			t.Errorf("%s is not among the sums", name)
		}
		if strings.Contains(string(content), hiddenTitle) {
			t.Errorf("%s tells members what is for the chairs", address)
		}
	}
}

func editionsAreForTheirReaders(t *testing.T, w *reportWorld) {
	for role, sees := range map[string]bool{"": false, "admin": false, "reader": true, "lead": true, "secretariat": true} {
		answer := w.get(t, role, editionsAddress+"/1")
		if want := map[bool]int{true: http.StatusOK, false: http.StatusNotFound}[sees]; answer.Code != want {
			t.Errorf("edition 1 for %q: %d", role, answer.Code)
		}
		if listed := len(linksIn(w.page(t, role, editionsAddress), editionsAddress+"/1")) > 0; listed != sees {
			t.Errorf("edition 1 is listed to %q: %v", role, listed)
		}
		if role == "secretariat" {
			continue
		}
		if strings.Contains(answer.Body.String(), "Correct edition 1") {
			t.Errorf("%q is asked to correct an edition", role)
		}
	}
}

func correctionsSayWhatDiffers(t *testing.T, w *reportWorld) {
	if asked := linksIn(w.page(t, "secretariat", editionsAddress+"/1"), editionsAddress+"?corrects=1"); len(asked) != 1 {
		t.Fatalf("the secretariat is not led to the correction: %v", asked)
	}
	page := w.page(t, "secretariat", editionsAddress+"?corrects=1")
	for _, kept := range []string{`name="corrects" value="1"`, `name="audience" value="members"`, `value="meeting:example-wg-4" selected`, `name="annex" value="true" checked`} {
		if !strings.Contains(page, kept) {
			t.Errorf("the correction does not begin with %s", kept)
		}
	}
	correction := asks(url.Values{"corrects": {"1"}, "since_on": {"2024-12-31"}, "correction_reason": {""}, "note": {"Second print."}})
	correction.Del("annex")
	if answer := w.send(t, "secretariat", editionsAddress, correction); answer.Code != http.StatusUnprocessableEntity || !strings.Contains(text(answer.Body.String()), "Why it is corrected :") {
		t.Errorf("a correction without a reason: %d", answer.Code)
	}
	correction.Set("correction_reason", "The comparison was missing.")
	seen, form := w.confirm(t, "secretariat", correction)
	if said := text(seen); !strings.Contains(said, "What differs from edition 1") || !strings.Contains(said, "The edition Annex Yes No") {
		t.Errorf("before it is issued, the correction does not say what differs: %s", said)
	}
	if answer := w.send(t, "secretariat", editionsAddress, form); answer.Header().Get("Location") != editionsAddress+"/2?issued=1" {
		t.Fatalf("correcting: %d %s", answer.Code, text(answer.Body.String()))
	}
	second, first, list := text(w.page(t, "reader", editionsAddress+"/2?issued=1")), w.page(t, "reader", editionsAddress+"/1"), text(w.page(t, "reader", editionsAddress))
	for _, says := range []string{"Edition 1 : The comparison was missing.", "Compared with 31 December 2024", "The edition Annex Yes No", "Edition 2 is issued and kept."} {
		if !strings.Contains(second, says) {
			t.Errorf("the correction does not say %q: %s", says, second)
		}
	}
	if len(linksIn(first, editionsAddress+"/2")) != 1 || !strings.Contains(first, "This edition was corrected.") || strings.Contains(w.page(t, "secretariat", editionsAddress+"/1"), "?corrects=1") {
		t.Error("edition 1 does not say that it was corrected, or offers to be corrected again")
	}
	if !strings.Contains(list, "corrects edition 1") || !strings.Contains(list, "corrected by edition 2") {
		t.Errorf("the list does not tell of the correction: %s", list)
	}
	if answer := w.send(t, "secretariat", editionsAddress, correction); answer.Code != http.StatusConflict || !strings.Contains(text(answer.Body.String()), "Edition 1 was corrected by edition 2; correct that one.") {
		t.Errorf("correcting edition 1 once more: %d", answer.Code)
	}
}

// correctionsTakeNothingOver corrects an edition with a form in which the day, the comparison and the annex were emptied.
func correctionsTakeNothingOver(t *testing.T, w *reportWorld) {
	correction := asks(url.Values{"corrects": {"2"}, "as_of": {""}, "correction_reason": {"The day was wrong."}})
	_, form := w.confirm(t, "secretariat", correction)
	w.send(t, "secretariat", editionsAddress, form)
	e, err := w.tracker.Edition(t.Context(), w.actor(t, "reader"), reportedPlan, 3)
	if err != nil || e.AsOf != workplan.DateOf(reportDay) || e.AsOfMeeting != "" || e.Since != "" || !e.Annex || e.Corrects != 2 {
		t.Errorf("%v, %+v", err, e.EditionContent)
	}
}

// manyAtOnce sends one form from several places at the same time.
func manyAtOnce(t *testing.T, w *reportWorld) {
	before := w.issued(t)
	_, form := w.confirm(t, "co_chair", asks(url.Values{"audience": {"public"}}))
	var all sync.WaitGroup
	places := make([]string, 4)
	for n := range places {
		all.Go(func() { places[n] = w.send(t, "co_chair", editionsAddress, form).Header().Get("Location") })
	}
	all.Wait()
	if slices.Compact(slices.Sorted(slices.Values(places)))[0] != editionsAddress+"/4?issued=1" || len(slices.Compact(places)) != 1 {
		t.Errorf("the same form led to %v", places)
	}
	if got := w.issued(t); len(got) != len(before)+1 {
		t.Errorf("issued: %v", got)
	}
	if page := w.page(t, "", editionsAddress); !strings.Contains(text(page), "Edition 4") || strings.Contains(text(page), "Edition 1") {
		t.Error("the public does not see its own edition alone")
	}
}
