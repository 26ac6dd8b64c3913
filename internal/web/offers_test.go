package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// The library's item has openings 1 to 3: for everyone, for members, and for the chairs and its own members.
const (
	anItem     = "/plans/p/items/1.1"
	anOpening  = anItem + "/openings/2"
	makeOffer  = anOpening + "/offers/new"
	answerBen  = anOpening + "/offers/bland/1/answer"
	benTakesIt = anOpening + "/offers/bland/1/take-back"
)

func TestALeadSeeksInvolvement(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		seek := anItem + "/openings/new"
		l.says("the item", main(l.read("ana", anItem)), []string{`href="` + seek + `"`}, []string{"/offers/new"})
		l.says("the item for others", main(l.read("rita", anItem)), []string{`href="` + anOpening + `"`}, []string{seek, "/offers/new"})
		l.closedTo(seek, http.StatusForbidden, "ben", "rita", "chair")
		form := typed(l.form("ana", seek), "sought", "A hall for thirty.", "kind", "host", "until", "2024-12")
		l.refuses("ana", seek, typed(form, "sought", " ", "until", "2024-01"), http.StatusUnprocessableEntity, `href="#sought"`, `href="#until"`, `value="2024-01"`, `value="host" selected`)
		l.goes("ana", seek, form, anItem+"/openings/4?done=sought")
		l.goes("ana", seek, form, anItem+"/openings/4?done=sought") // pressed twice
		edit, shut := anItem+"/openings/4/edit", anItem+"/openings/4/close"
		mine := l.form("desk", edit)
		l.goes("ana", edit, typed(l.form("ana", edit), "sought", "A hall for forty."), anItem+"/openings/4?done=kept")
		stale := l.refuses("desk", edit, typed(mine, "sought", "A hall for fifty."), http.StatusPreconditionFailed, "Somebody has changed this", "A hall for fifty.", "A hall for forty.")
		l.goes("desk", edit, fieldsOf(l.t, stale, edit), anItem+"/openings/4?done=kept")
		l.says("before it is closed", l.read("ana", shut), []string{"A closed opening stays closed.", "No offer waits for an answer.", "A hall for fifty."}, nil)
		l.refuses("ana", shut, typed(l.form("ana", shut), "closing_note", "Thanks."), http.StatusUnprocessableEntity, `href="#closed_as"`, "Thanks.")
		l.goes("ana", shut, typed(l.form("ana", shut), "closed_as", "filled"), anItem+"/openings/4?done=kept")
		l.says("closed", main(l.read("ana", anItem+"/openings/4")), []string{"What was sought is found"}, []string{edit, shut})
		if status, _ := l.get("ana", edit); status != http.StatusConflict {
			t.Errorf("a closed opening is edited: %d", status)
		}
		if status, _ := l.get("ana", anItem+"/openings/9"); status != http.StatusNotFound {
			t.Errorf("an opening that is not there: %d", status)
		}
		if status, _ := l.get("rita", anItem+"/openings/3"); status != http.StatusNotFound {
			t.Errorf("an opening for others: %d", status)
		}
	})
}

func TestOffersAreForThoseWhomTheyConcern(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.closedTo(makeOffer, http.StatusForbidden, "rita", "chair")
		form := typed(l.form("ben", makeOffer), "offered", "Our hall.", "contact", "ben@example.org")
		l.refuses("ben", makeOffer, typed(form, "offered", ""), http.StatusUnprocessableEntity, `href="#offered"`, `value="ben@example.org"`)
		l.goes("ben", makeOffer, form, anOpening+"?done=offered#offers")
		l.goes("ben", makeOffer, form, anOpening+"?done=offered#offers") // pressed twice
		l.refuses("ben", makeOffer, typed(form, "key", "another", "offered", "Two halls."), http.StatusConflict, "Take it back before you make another.", "Two halls.")
		for who, c := range map[string]struct{ shown, hidden []string }{
			"ana":   {[]string{"Our hall.", answerBen + "?answer=accepted", "1 offer waits"}, []string{benTakesIt}},
			"ben":   {[]string{"Our hall.", benTakesIt}, []string{answerBen, makeOffer}},
			"chair": {[]string{"Our hall."}, []string{answerBen, benTakesIt, makeOffer}},
			"desk":  {[]string{"Our hall.", answerBen, benTakesIt, makeOffer}, nil},
			"cleo":  {[]string{makeOffer}, []string{"Our hall.", "bland", "waits"}},
			"rita":  {nil, []string{"Our hall.", "bland", "waits", makeOffer}},
		} {
			l.says(who, main(l.read(who, anOpening)), c.shown, c.hidden)
		}
		l.says("home", l.read("ana", "/"), []string{`href="` + anOpening + `#offers"`}, nil)
		l.says("the item", main(l.read("ana", anItem)), []string{"1 offer waits for an answer", `href="` + anOpening + `#offers"`}, nil)
		for _, who := range []string{"cleo", "rita"} {
			if status, _ := l.get(who, answerBen); status != http.StatusNotFound {
				t.Errorf("%s opens the answer to an offer of which they are not told: %d", who, status)
			}
		}
		l.closedTo(answerBen, http.StatusForbidden, "ben", "chair")
		l.closedTo(benTakesIt, http.StatusForbidden, "ana", "chair")

		answer := l.form("ana", answerBen+"?answer=accepted")
		l.refuses("ana", answerBen, typed(answer, "answer", "perhaps", "note", "Typed note"), http.StatusUnprocessableEntity, `href="#answer"`, "Typed note")
		l.goes("ana", answerBen, typed(answer, "note", "Please join in."), anOpening+"?done=answered#offers")
		l.refuses("ana", answerBen, typed(answer, "key", "another"), http.StatusConflict, "was accepted on")
		l.says("for who offered", main(l.read("ben", anOpening)), []string{"Accepted", "Please join in."}, nil)
		l.goes("ben", benTakesIt, typed(l.form("ben", benTakesIt), "note", "The hall is let."), anOpening+"?done=taken-back#offers")
		l.says("told", main(l.read("ana", anOpening)), []string{"Taken back", "The hall is let."}, []string{answerBen})
		l.says("for whom the secretariat may offer", main(l.read("desk", makeOffer)), []string{`<option value="bland"`, `<option value="cland"`}, []string{`<option value="aland"`, `<option value="gland"`})
		l.goes("desk", makeOffer, typed(l.form("desk", makeOffer), "member", "cland", "offered", "A speaker."), anOpening+"?done=offered#offers")
		l.says("on behalf", main(l.read("cleo", anOpening)), []string{"A speaker.", "entered on its behalf"}, []string{"Our hall."})
		for _, site := range []string{"cross-site", ""} {
			if w := l.sends(l.pages, l.secretOf("ana"), site, anOpening+"/offers/cland/1/answer", url.Values{"answer": {"declined"}}); w.Code != http.StatusForbidden {
				t.Errorf("another site answers: %d", w.Code)
			}
		}
		list := must[workplan.Listing[workplan.OfferReading]](t)(l.ListOffers(t.Context(), l.actor("chair"), "p", "1.1", 2, workplan.OfferFilter{}, workplan.Page{}, tracker.When{}))
		if len(list.Rows) != 2 || list.Rows[0].State != workplan.OfferTakenBack || list.Rows[1].State != workplan.OfferPending {
			t.Errorf("%+v", list.Rows)
		}
	})
}
