package tracker_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// line is what an audit entry says, in short.
type line struct {
	Chain, Actor, For, By, Action, Object, Before, After string
}

// audited lists the entries of a chain after a number, oldest first.
func (w *world) audited(who, chain string, after int64) []line {
	w.t.Helper()
	list, err := w.ListAudit(w.ctx(), w.as(who), workplan.AuditFilter{Chain: workplan.List{chain}}, workplan.Page{Limit: 200, Sort: []workplan.Sort{{Word: "recorded"}}})
	must(w.t, err)
	lines := []line{}
	for _, e := range list.Rows {
		if e.Seq > after {
			lines = append(lines, line{e.Chain, e.Actor, e.OnBehalfOf, e.Authority, e.Action, e.Object, e.BeforeText, e.AfterText})
		}
	}
	return lines
}

const (
	asCoChair = "co_chair, in own body"
	asAdmin   = "admin, yes"
)

func TestEveryChangeHasItsEntry(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.meeting("wg-9", "2024-01").plan("p")
		begun := int64(len(w.audited("chair", "wg", 0)))
		w.item("p", "1.1", ledBy("aland", "bland"))
		_, err := w.EditItem(w.ctx(), w.as("desk"), "p", "1.1", nil, func(c *workplan.ItemContent) error { c.Due, c.Leads = "2025", workplan.List{"aland"}; return nil })
		w.tick(err)
		_, err = w.EditItem(w.ctx(), w.as("desk"), "p", "1.1", nil, func(*workplan.ItemContent) error { return nil })
		w.tick(err)
		_, err = w.CreateItems(w.ctx(), w.as("chair"), "p", []workplan.NewItem{{ItemContent: itemOf("Two")}, {ItemContent: itemOf("Three")}})
		w.tick(err)
		w.tick(w.RemoveItem(w.ctx(), w.as("chair"), "p", "1.3", nil))
		_, err = w.EndorsePlan(w.ctx(), w.as("second"), "p", nil, workplan.Endorsement{On: "2024-01", Meeting: "wg-9"})
		w.tick(err)
		w.posts("ana", "p", "1.1", says("half"))
		w.posts("desk", "p", "1.1", says("more"))
		w.posts("chair", "p", "1.1", because(workplan.StatusWithdrawn, "no money"))

		lines := w.audited("chair", "wg", begun)
		want := []line{
			{By: asCoChair, Actor: "chair", Action: "create item", Object: "item p/1.1"},
			{By: "secretariat, in own body", Actor: "desk", Action: "edit item", Object: "item p/1.1", Before: `{"due":"2024-06","leads":["aland","bland"]}`, After: `{"due":"2025","leads":["aland"]}`},
			{By: asCoChair, Actor: "chair", Action: "create item", Object: "item p/1.2"},
			{By: asCoChair, Actor: "chair", Action: "create item", Object: "item p/1.3"},
			{By: asCoChair, Actor: "chair", Action: "edit item", Object: "item p/1.3", Before: `{"removed":false}`, After: `{"removed":true}`},
			{By: asCoChair, Actor: "second", Action: "endorse plan", Object: "plan p",
				Before: `{"endorsed_meeting":"","endorsed_on":"","revision":0,"status":"draft"}`,
				After:  `{"effective_on":"2024-01-01","endorsed_meeting":"wg-9","endorsed_on":"2024-01","revision":1,"status":"endorsed"}`},
			{By: "focal_point, items own member leads", Actor: "ana", Action: "post status update", Object: "update p/1.1/1"},
			{By: "secretariat, in own body, on a lead's behalf, marked", Actor: "desk", For: "aland", Action: "post status update", Object: "update p/1.1/2"},
			{By: asCoChair, Actor: "chair", Action: "post status update", Object: "update p/1.1/3"},
		}
		for n := range lines {
			if lines[n].Before == "" {
				if lines[n].After == "" {
					t.Errorf("%s tells nothing of what was made", lines[n].Object)
				}
				lines[n].After = "" // the whole of what is new
			}
			lines[n].Chain = ""
		}
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Error(diff)
		}
	})
}

func TestRegisterAndPeopleAreAuditedInTheSystemChain(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		begun := int64(len(w.audited("root", "system", 0)))
		_, err := w.EditMember(w.ctx(), w.as("desk"), "aland", nil, func(c *workplan.MemberContent) error { c.Name = "A Land"; return nil })
		w.tick(err)
		_, err = w.CreateUser(w.ctx(), w.as("chair"), workplan.NewUser{Username: "newt", Name: "New", Email: "New@Example.org",
			Bindings: []workplan.NewBinding{{Role: workplan.RoleFocalPoint, Body: "wg", Member: "aland"}, {Role: workplan.RoleReader, Body: "wg"}}})
		w.tick(err)
		_, err = w.EditUser(w.ctx(), w.as("chair"), "newt", nil, func(u *workplan.User, disabled *bool) error { *disabled = true; return nil })
		w.tick(err)
		_, err = w.EndBinding(w.ctx(), w.as("desk"), "newt", 1)
		w.tick(err)
		_, err = w.CreateToken(w.ctx(), w.as("rita"), "rita", workplan.NewToken{Name: "script", Scopes: []workplan.Scope{workplan.ScopeRead}}, tracker.NewSecret{ID: "tok", Hash: "secret-hash"})
		w.tick(err)
		w.tick(w.RevokeToken(w.ctx(), operator, "tok"))

		want := []line{
			{"system", "desk", "", "secretariat, yes", "edit member", "member aland", `{"name":"Land of aland"}`, `{"name":"A Land"}`},
			{"system", "chair", "", asCoChair, "create user", "user newt", "", `{"digest_off":false,"disabled":false,"email":"new@example.org","name":"New","time_zone":""}`},
			{"system", "chair", "", asCoChair, "create role binding", "role 1 of user newt", "", `{"agency":"","body":"wg","from_date":"2024-03-01","member":"aland","role":"focal_point","to_date":""}`},
			{"system", "chair", "", asCoChair, "create role binding", "role 2 of user newt", "", `{"agency":"","body":"wg","from_date":"2024-03-01","member":"","role":"reader","to_date":""}`},
			{"system", "chair", "", asCoChair, "edit user", "user newt", `{"disabled":false}`, `{"disabled":true}`},
			{"system", "desk", "", "secretariat, in own body, not co-chairs", "end role binding", "role 1 of user newt", `{"ended_at":null}`, `{"ended_at":"2024-03-01T09:00:18Z"}`},
			{"system", "rita", "", "reader, yes", "create token", "token tok of rita", "", `{"expires_at":"2024-05-30T09:00:19Z","name":"script","proof":"e699913d2ab3b39484d1516d02328168aa5b1dea8daffa619929ff4bd2c7fe91","scopes":["read"]}`},
			{"system", "operator", "", "operator", "revoke token", "token tok of rita", "", ""},
		}
		if diff := cmp.Diff(want, w.audited("root", "system", begun)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestARefusedChangeLeavesNoTrace(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.plan("p").item("p", "1.1")
		before := w.audited("chair", "wg", 0)
		_, err := w.EditItem(w.ctx(), w.as("ana"), "p", "1.1", nil, func(c *workplan.ItemContent) error { c.Title = "Mine"; return nil })
		refused(t, err, "forbidden")
		_, err = w.CreateItems(w.ctx(), w.as("chair"), "p", []workplan.NewItem{{ItemContent: itemOf("Good")}, {ItemContent: itemOf("")}})
		refused(t, err, "invalid")
		if diff := cmp.Diff([]string{"/items/1/title required"}, faultsOf(err)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(before, w.audited("chair", "wg", 0)); diff != "" {
			t.Error(diff)
		}
		list, err := w.ListItems(w.ctx(), w.as("chair"), workplan.ItemFilter{}, workplan.Page{}, tracker.When{})
		must(t, err)
		if len(list.Rows) != 1 || list.Rows[0].Title != "Item 1.1" {
			t.Errorf("items: %+v", list.Rows)
		}
	})
}

func TestWhoReadsWhichAudit(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.body("other").user("elsewhere", secretariat("other"))
		w.plan("p").item("p", "1.1", ledBy("bland")).item("p", "1.2")
		for who, want := range map[string]map[string]bool{
			"chair": {"wg": true}, "desk": {"wg": true}, "root": {"system": true}, "elsewhere": {}, "cleo": {},
		} {
			list, err := w.ListAudit(w.ctx(), w.as(who), workplan.AuditFilter{}, workplan.Page{Limit: 200})
			must(t, err)
			got := map[string]bool{}
			for _, e := range list.Rows {
				got[e.Chain] = true
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s", who, diff)
			}
		}
		list, err := w.ListAudit(w.ctx(), w.as("ben"), workplan.AuditFilter{}, workplan.Page{})
		must(t, err)
		if len(list.Rows) != 1 || list.Rows[0].Ref != "1.1" {
			t.Errorf("a focal point reads %+v", list.Rows)
		}
		_, err = w.ListAudit(w.ctx(), w.as("rita"), workplan.AuditFilter{}, workplan.Page{})
		refused(t, err, "forbidden")
		_, err = w.ListAudit(w.ctx(), workplan.Actor{PublicReading: true}, workplan.AuditFilter{}, workplan.Page{})
		refused(t, err, "signed-out")
	})
}
