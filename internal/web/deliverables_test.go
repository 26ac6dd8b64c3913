package web_test

import (
	"context"
	"net/http"
	"testing"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

const itemOfAna = "/plans/p/items/1.1"

func TestLeadsListEditAndRemoveDeliverables(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		at := itemOfAna + "/deliverables"
		acts := []string{`href="` + at + `/new"`, `href="` + at + `/1/edit"`, `href="` + at + `/1/remove"`, `href="` + at + `/1/stages/new"`}
		for who, may := range map[string]bool{"ana": true, "desk": true, "chair": false, "rita": false, "ben": false, "": false} {
			shown, hidden := acts, []string(nil)
			if !may {
				shown, hidden = nil, acts
			}
			l.says(who, main(l.read(who, itemOfAna)), append([]string{"Zqdeliverablepublic of the harbour"}, shown...), hidden)
		}
		l.says("the past", main(l.read("ana", itemOfAna+"?as_of=2024-09-01")), nil, acts)

		form := typed(l.form("ana", at+"/new"), "title", "Guide for <judges>", "kind", "", "description", "Short.", "audience", "")
		l.refuses("ana", at+"/new", form, http.StatusUnprocessableEntity, `href="#kind"`, "Guide for &lt;judges&gt;", "Short.")
		form.Set("kind", "guide")
		l.goes("ana", at+"/new", form, itemOfAna+"?done=created")
		l.goes("ana", at+"/new", form, itemOfAna+"?done=created") // sent once more
		l.goes("desk", at+"/new", typed(l.form("desk", at+"/new"), "title", "By the desk", "kind", "event"), itemOfAna+"?done=created")
		list := must[workplan.Listing[workplan.DeliverableReading]](t)(l.ListItemDeliverables(context.Background(), l.actor("ana"), "p", "1.1", workplan.DeliverableFilter{}, workplan.Page{}, tracker.When{}))
		if n := len(list.Rows); n != 5 || list.Rows[3].Title != "Guide for <judges>" || list.Rows[3].OnBehalf || !list.Rows[4].OnBehalf {
			t.Errorf("%d deliverables: %+v", n, list.Rows)
		}

		mine := typed(l.form("ana", at+"/4/edit"), "title", "Mine", "kind", "guide", "description", "Kept as typed.")
		l.goes("desk", at+"/4/edit", typed(l.form("desk", at+"/4/edit"), "title", "Theirs", "kind", "report"), itemOfAna+"?done=kept")
		l.refuses("ana", at+"/4/edit", mine, http.StatusPreconditionFailed, "Somebody has changed this since you opened the form", "Kept as typed.", `value="Mine"`)
		l.says("the form of now", l.read("ana", at+"/4/edit"), []string{`value="Theirs"`, `value="report" selected`}, nil)

		l.says("before it is removed", main(l.read("ana", at+"/4/remove")), []string{"Theirs", "It has 0 stages.", "This cannot be taken back"}, nil)
		l.goes("ana", at+"/4/remove", l.form("ana", at+"/4/remove"), itemOfAna+"?done=removed")
		if status, _ := l.get("ana", at+"/4/edit"); status != http.StatusNotFound {
			t.Errorf("what was removed: %d", status)
		}
		l.closedToOthers(at+"/1/edit", http.StatusForbidden, "chair", "rita", "ben", "cleo")
		l.closedToOthers(at+"/1/remove", http.StatusForbidden, "chair", "rita", "ben")
		l.closedToOthers(at+"/3/edit", http.StatusNotFound, "rita", "cleo") // they may not see it
		l.closedToOthers(at+"/new", http.StatusForbidden, "chair", "rita", "ben")
		if status, _ := l.get("desk", "/plans/d/items/1/deliverables/new"); status != http.StatusNotFound {
			t.Errorf("on an item that is not there: %d", status)
		}
	})
}

func TestLeadsRecordStagesAndCorrectThem(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		at := itemOfAna + "/deliverables/1/stages"
		form := typed(l.form("ana", at+"/new"), "stage", "published", "reached_on", "2030", "place", "Lake <Town>", "link_title", "The guide", "link_url", "https://example.org/g", "link_title", "", "link_url", "")
		l.refuses("ana", at+"/new", form, http.StatusUnprocessableEntity, "2030 lies in the future", "Lake &lt;Town&gt;", `value="https://example.org/g"`, `value="published" selected`)
		form.Set("link_url", "no address")
		l.refuses("ana", at+"/new", form, http.StatusUnprocessableEntity, `href="#links"`)
		form.Set("link_url", "https://example.org/g")
		form.Set("reached_on", "2024-05")
		l.goes("ana", at+"/new", form, itemOfAna+"?done=staged")
		l.goes("ana", at+"/new", form, itemOfAna+"?done=staged") // sent once more
		l.says("the item", main(l.read("rita", itemOfAna)), []string{`<span class="tag">Published</span>`, "May 2024", "Lake &lt;Town&gt;", `href="https://example.org/g"`}, nil)
		form.Set("key", "another")
		l.refuses("ana", at+"/new", form, http.StatusConflict, "Stage 1 says already that it was published")

		correction := typed(l.form("ana", at+"/new?corrects=1"), "stage", "", "reached_on", "", "place", "", "link_title", "", "link_url", "", "correction_reason", "")
		l.says("the correction", l.read("ana", at+"/new?corrects=1"), []string{`value="2024-05"`, `value="published" selected`, `value="https://example.org/g"`, "It was not reached"}, nil)
		l.refuses("ana", at+"/new", correction, http.StatusUnprocessableEntity, `href="#correction_reason"`)
		correction.Set("correction_reason", "It is at the printer's.")
		l.goes("ana", at+"/new", correction, itemOfAna+"?done=staged")
		l.says("the item", main(l.read("rita", itemOfAna)), nil, []string{`<span class="tag">Published</span>`})
		if status, _ := l.get("ana", at+"/new?corrects=1"); status != http.StatusNotFound {
			t.Errorf("a correction of what was corrected: %d", status)
		}
		l.closedToOthers(at+"/new", http.StatusForbidden, "chair", "rita", "ben")
	})
}
