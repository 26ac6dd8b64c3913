package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

const aReport = "/plans/p/items/1.1/report"

// kept is what a person has typed at a place and not sent.
func (l *library) kept(who, place string) string {
	l.t.Helper()
	text := must[workplan.FormDraft](l.t)(l.Draft(context.Background(), as(who), place)).Content
	plain, err := url.QueryUnescape(text)
	if err != nil {
		l.t.Fatal(err)
	}
	return plain
}

// TestACorrectionAndAReportAreKeptApart: neither typing, keeping, posting nor throwing away a correction touches the report on the item that is not sent.
func TestACorrectionAndAReportAreKeptApart(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		const correction = aReport + "?corrects=1"
		d := l.sits("ana")
		d.goes(d.sendsForm(aReport, url.Values{"done": {"Half a report"}, "act": {"keep"}}), aReport)
		typed := d.form(correction)
		typed.Set("done", "Half a correction")
		if w := d.posts(aReport+"/draft", typed); w.Code != http.StatusOK {
			t.Fatalf("a correction is not kept as it is typed: %d", w.Code)
		}
		typed.Set("act", "keep")
		d.goes(d.posts(aReport, typed), correction)
		d.stays(d.opens(correction), http.StatusOK, "Correct update 1 on 1.1", "This is what you had typed and not sent.", "Half a correction", `name="corrects" value="1"`)
		d.stays(d.opens(aReport), http.StatusOK, "Report on 1.1", "This is what you had typed and not sent.", "Half a report")
		l.says("home", main(d.opens("/").Body.String()), []string{`href="` + aReport + `"`, "Report on 1.1, Plan zqplanpublic harbour", `href="` + correction + `"`, "Correct update 1 on 1.1, Plan zqplanpublic harbour"}, nil)
		d.goes(d.posts(correction, url.Values{"act": {"drop"}}), correction)
		if left := l.kept("ana", aReport); !strings.Contains(left, "Half a report") || l.kept("ana", correction) != "" {
			t.Errorf("the correction is thrown away: %q is kept of it, and of the report %q", l.kept("ana", correction), left)
		}
		typed.Set("act", "keep")
		d.goes(d.posts(aReport, typed), correction)
		typed.Set("correction_reason", "A slip.")
		typed.Set("act", "post")
		if w := d.posts(aReport, typed); w.Code != http.StatusSeeOther || !strings.Contains(w.Header().Get("Location"), "?posted=") {
			t.Fatalf("the correction is not posted: %d\n%s", w.Code, main(w.Body.String()))
		}
		if left := l.kept("ana", aReport); !strings.Contains(left, "Half a report") || l.kept("ana", correction) != "" {
			t.Errorf("the correction is posted: %q is kept of it, and of the report %q", l.kept("ana", correction), left)
		}
	})
}

// TestACorrectionComesBackThroughASignIn to its own form.
func TestACorrectionComesBackThroughASignIn(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.password("ana")
		d := l.sits("ana")
		typed := d.form(aReport + "?corrects=1")
		typed.Set("done", "Typed while signed out")
		in := fieldsOf(t, l.posts("", aReport, typed).Body.String(), "/sign-in")
		in.Set("email", "ana@example.org")
		in.Set("password", phrase)
		d.goes(l.posts("", "/sign-in", in), aReport+"?corrects=1")
		d.stays(d.opens(aReport+"?corrects=1"), http.StatusOK, "Correct update 1 on 1.1", "Typed while signed out")
	})
}

// TestWhatCanNoLongerBeSentIsReadAndThrownAway: where the plan was closed meanwhile, and where the person's role has ended.
func TestWhatCanNoLongerBeSentIsReadAndThrownAway(t *testing.T) {
	for name, ends := range map[string]func(*library){
		"closed": func(l *library) { l.ended("p") },
		"no longer a lead": func(l *library) {
			must[workplan.RoleBinding](l.t)(l.EndBinding(context.Background(), operator, "ana", 1))
		},
	} {
		t.Run(name, func(t *testing.T) {
			inLibrary(t, func(t *testing.T, l *library) {
				d := l.sits("ana")
				for _, place := range []string{aReport, aReport + "?corrects=1"} {
					d.goes(d.sendsForm(place, url.Values{"done": {"Half a <report>"}, "planned_completion": {"2025-Q1"}, "health": {"at_risk"}, "act": {"keep"}}), place)
				}
				ends(l)
				for _, place := range []string{aReport, aReport + "?corrects=1"} {
					d.stays(d.opens("/"), http.StatusOK, `href="`+place+`"`)
					page := d.opens(place)
					d.stays(page, http.StatusOK, "This was begun and can no longer be sent.", "Half a &lt;report&gt;", "Q1 2025", "At risk", `action="`+place+`"`)
					d.says("what is left", main(page.Body.String()), nil, []string{"at_risk", "<textarea", `value="post"`})
					form := fieldsOf(t, page.Body.String(), place)
					form.Set("act", "drop")
					d.goes(d.posts(place, form), "/")
					d.says("home", main(d.opens("/").Body.String()), nil, []string{`href="` + place + `"`})
					if code := d.opens(place).Code; code != http.StatusConflict && code != http.StatusForbidden {
						t.Errorf("with nothing left, %s answers %d", place, code)
					}
				}
			})
		})
	}
}

// TestAnAmendmentOfWhoIsNoLongerItsAuthorIsThrownAway, also where they may not even read the plan any more.
func TestAnAmendmentOfWhoIsNoLongerItsAuthorIsThrownAway(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		ctx := context.Background()
		d := l.sits("desk")
		must[workplan.WorkPlan](t)(l.CreatePlan(ctx, as("chair"), workplan.NewPlan{Code: "close", Body: "wg", PlanContent: workplan.PlanContent{Title: "Zqclose", Audience: workplan.AudienceMembers}}))
		must[tracker.ItemReading](t)(l.CreateItem(ctx, as("chair"), "close", workplan.NewItem{Ref: "1.1", ItemContent: workplan.ItemContent{Title: "Zqitem", Nature: workplan.NatureOneOff, Leads: workplan.List{"aland"}}}))
		must[workplan.WorkPlan](t)(l.EndorsePlan(ctx, as("chair"), "close", nil, workplan.Endorsement{On: "2024-02-08", Meeting: "wg-1"}))
		for _, plan := range []string{"p", "close"} {
			d.goes(d.sendsForm("/plans/"+plan+"/amend/items/1.1", url.Values{"title": {"Typed of " + plan}}), "/plans/"+plan+"/amend?done=collected")
		}
		must[workplan.RoleBinding](t)(l.EndBinding(ctx, operator, "desk", 1))
		for plan, hidden := range map[string]string{"p": "Zqnothing", "close": "Zq"} {
			amend := "/plans/" + plan + "/amend"
			d.stays(d.opens("/"), http.StatusOK, `href="`+amend+`"`)
			page := d.opens(amend)
			d.stays(page, http.StatusOK, "can no longer be recorded", "Typed of "+plan, "1.1")
			d.says(amend, main(page.Body.String()), nil, []string{hidden})
			if w := d.posts(amend, url.Values{"act": {"drop"}}); w.Code != http.StatusSeeOther || d.opens(w.Header().Get("Location")).Code != http.StatusOK {
				t.Errorf("%s is thrown away, and the way on is %d to %q", amend, w.Code, w.Header().Get("Location"))
			}
			d.says("home", main(d.opens("/").Body.String()), nil, []string{`href="` + amend + `"`})
		}
	})
}

// begins has a person begin as many forms as are kept.
func (l *library) begins(who string) {
	l.t.Helper()
	for n := range tracker.MaxDrafts {
		if err := l.KeepDraft(context.Background(), as(who), fmt.Sprintf("/plans/p/items/%d/report", n+1), "done=x"); err != nil {
			l.t.Fatal(err)
		}
	}
}

// TestWhatIsNotKeptAnyMoreStaysInTheForm: who has begun too many forms loses nothing of one more.
func TestWhatIsNotKeptAnyMoreStaysInTheForm(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.begins("ana")
		d := l.sits("ana")
		d.stays(d.sendsForm(aReport, url.Values{"done": {"One more"}, "act": {"keep"}}), http.StatusUnprocessableEntity, "you have 100 drafts", "One more", `value="post"`)
	})
}

// TestWhatComesThroughASignInIsNotLostWhereItIsNotKept: it can be sent on at once.
func TestWhatComesThroughASignInIsNotLostWhereItIsNotKept(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.password("ana")
		d := l.sits("ana")
		typed := d.form(aReport)
		typed.Set("done", "Long and typed")
		typed.Set("act", "post")
		in := fieldsOf(t, l.posts("", aReport, typed).Body.String(), "/sign-in")
		in.Set("email", "ana@example.org")
		in.Set("password", phrase)
		l.begins("ana")
		back := l.posts("", "/sign-in", in)
		d.stays(back, http.StatusOK, "Go on", "Long and typed")
		if back.Header().Get("Set-Cookie") == "" {
			t.Error("nobody is signed in")
		}
		if w := d.posts(aReport, fieldsOf(t, back.Body.String(), aReport)); w.Code != http.StatusSeeOther || !strings.Contains(w.Header().Get("Location"), "?posted=") {
			t.Errorf("it is sent on: %d\n%s", w.Code, main(w.Body.String()))
		}
	})
}

// TestWhoIsAskedForProofLosesNothingOfTheForm: neither with as many drafts as are kept, nor where the form is too long to be kept meanwhile.
func TestWhoIsAskedForProofLosesNothingOfTheForm(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.ministry()
		l.password("desk")
		l.begins("desk")
		secret := l.secretOf("desk")
		l.now = l.now.Add(20 * time.Minute)
		asked := l.sends(l.pages, secret, "same-origin", "/users/rita", url.Values{"role": {"reader wg"}, "key": {"k"}})
		if asked.Code != http.StatusForbidden {
			t.Fatalf("beside %d drafts: %d", tracker.MaxDrafts, asked.Code)
		}
		l.says("the page", main(asked.Body.String()), []string{`value="reader wg"`, "confirm.password", "Or sign in through Ministry once more."}, nil)
		long := strings.Repeat("x", tracker.MaxDraft)
		asked = l.sends(l.pages, secret, "same-origin", "/users/rita", url.Values{"role": {long}, "key": {"k"}})
		if page := main(asked.Body.String()); asked.Code != http.StatusForbidden || !strings.Contains(page, long) || !strings.Contains(page, "confirm.password") || strings.Contains(page, "Ministry") {
			t.Errorf("a form that is too long to be kept: %d", asked.Code)
		}
	})
}
