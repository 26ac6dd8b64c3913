package web_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

const wgWindows = "/bodies/wg/proposal-windows"

// windowsThere are the windows of the body.
func (l *library) windowsThere() []tracker.WindowReading {
	l.t.Helper()
	return must[workplan.Listing[tracker.WindowReading]](l.t)(l.ListWindows(context.Background(), l.actor("chair"), "wg", workplan.WindowFilter{}, workplan.Page{}, tracker.When{})).Rows
}

func TestAWindowIsOpenedChangedAndClosedEarly(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.says("nothing yet", l.read("rita", wgWindows), []string{"No window has been opened yet"}, []string{"/new"})
		form := typed(l.form("chair", wgWindows+"/new"), "closes", "2024-09-20", "title", "The next plan", "plan", "d", "meeting", "wg-1", "open_to", "members")
		l.refuses("chair", wgWindows+"/new", typed(form, "closes", "2024-08-01", "title", "Typed title"), http.StatusUnprocessableEntity, "Last day", "lies before the window opens", "Typed title")
		l.goes("chair", wgWindows+"/new", form, wgWindows+"?done=created")
		l.goes("chair", wgWindows+"/new", form, wgWindows+"?done=created") // pressed twice
		if there := l.windowsThere(); len(there) != 1 || there[0].OpenTo != workplan.OpenToMembers || there[0].ForPlan != "d" || there[0].Opens != "2024-09-02" {
			t.Fatalf("%+v", there)
		}
		l.says("the window", l.read("rita", wgWindows), []string{"2 September 2024 to 20 September 2024", "First harbour meeting", "Open</span>"}, []string{"/edit", "Plan zqplanchairs"})
		l.refuses("desk", wgWindows+"/new", typed(form, "key", "another", "title", "Overlaps"), http.StatusConflict, "Window 1 of wg is open from", `value="Overlaps"`)

		edit := wgWindows + "/1/edit"
		mine, theirs := l.form("desk", edit), l.form("chair", edit)
		l.goes("chair", edit, typed(theirs, "closes", "2024-09-25"), wgWindows+"?done=kept")
		stale := l.refuses("desk", edit, typed(mine, "note", "Typed and kept."), http.StatusPreconditionFailed, "Somebody has changed this", "Typed and kept.", "25 September 2024")
		l.goes("desk", edit, typed(fieldsOf(l.t, stale, edit), "closes", "2024-09-25"), wgWindows+"?done=kept")
		if w := l.windowsThere()[0]; w.Closes != "2024-09-25" || w.Note != "Typed and kept." || w.Opens != "2024-09-02" || w.Title != "The next plan" {
			t.Errorf("%+v", w)
		}

		l.refuses("chair", edit, url.Values{"version": {"1"}, "act": {"close"}}, http.StatusPreconditionFailed, "Somebody has changed this", `value="2024-09-25"`)
		l.goes("chair", edit, url.Values{"version": l.form("chair", edit)["version"], "act": {"close"}}, wgWindows+"?done=kept")
		if w := l.windowsThere()[0]; w.Closes != "2024-09-02" {
			t.Errorf("it closes on %s", w.Closes)
		}
	})
}

func TestWindowsAreKeptByTheKeepersOfTheBodyAlone(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.window(workplan.OpenToMembers)
		l.closedTo(wgWindows+"/new", http.StatusForbidden, "rita", "ana", "gus", "root")
		l.closedTo(wgWindows+"/1/edit", http.StatusForbidden, "rita", "ana", "gus", "root")
		shut := url.Values{"version": {"1"}, "act": {"close"}}
		if w := l.posts("ana", wgWindows+"/1/edit", shut); w.Code != http.StatusForbidden {
			t.Errorf("a focal point closes a window: %d", w.Code)
		}
		for _, site := range []string{"cross-site", ""} {
			if w := l.sends(l.pages, l.secretOf("chair"), site, wgWindows+"/1/edit", shut); w.Code != http.StatusForbidden || l.windowsThere()[0].Closes != "2024-09-30" {
				t.Errorf("another site closes a window: %d", w.Code)
			}
		}
		if status, _ := l.get("chair", wgWindows+"/7/edit"); status != http.StatusNotFound {
			t.Errorf("a window that is not there: %d", status)
		}
		if status, _ := l.get("chair", "/bodies/none/proposal-windows"); status != http.StatusNotFound {
			t.Errorf("a body that is not there: %d", status)
		}
		l.keepsOut(wgWindows)
	})
}
