package workplan

import (
	"slices"
	"strings"
	"testing"
)

// rightsMatrix is design section 3.4 by hand, as far as this package has the actions. Each cell lists the objects at which the right reaches:
// b own body, o other body, i item of the own body that the own member leads, f item of the own body led by others, s the system; "-" none.
const rightsMatrix = `
action                                         | reader | focal_point | secretariat | co_chair | admin | none
post status update                             | -      | i           | bif         | -        | -     | -
withdraw, reopen or reinstate item             | -      | -           | -           | bif      | -     | -
list deliverables and record their stages      | -      | i           | bif         | -        | -     | -
seek involvement                               | -      | i           | bif         | -        | -     | -
offer involvement                              | -      | bif         | bif         | -        | -     | -
answer offers of involvement                   | -      | i           | bif         | -        | -     | -
create and edit draft plan, objectives, items  | -      | -           | bif         | bif      | -     | -
endorse plan                                   | -      | -           | -           | bif      | -     | -
preview amendment                              | -      | -           | bif         | bif      | -     | -
amend endorsed plan                            | -      | -           | -           | bif      | -     | -
prepare carry-over and closing                 | -      | -           | bif         | bif      | -     | -
carry over items                               | -      | -           | -           | bif      | -     | -
close plan                                     | -      | -           | -           | bif      | -     | -
reopen closed plan                             | -      | -           | -           | bif      | -     | -
issue edition of the completion report         | -      | -           | bif         | bif      | -     | -
waive findings of the plan check               | -      | -           | bif         | bif      | -     | -
propose item for the next plan                 | bif    | bi          | bif         | bif      | -     | -
support proposal                               | -      | bi          | bif         | -        | -     | -
decide on proposals                            | -      | -           | bif         | bif      | -     | -
reopen declined proposal                       | -      | -           | -           | bif      | -     | -
read proposal windows                          | boifs  | boifs       | boifs       | boifs    | -     | -
keep proposal windows                          | -      | -           | bif         | bif      | -     | -
read meetings                                  | boifs  | boifs       | boifs       | boifs    | -     | -
keep meetings                                  | -      | -           | bif         | bif      | -     | -
adopt record of a meeting                      | -      | -           | -           | bif      | -     | -
issue corrigendum to an adopted record         | -      | -           | -           | bif      | -     | -
run reporting rounds                           | -      | -           | bif         | bif      | -     | -
read reporting rounds and returns              | bif    | bif         | bif         | bif      | -     | -
read mails of reporting rounds                 | -      | -           | bif         | bif      | -     | -
read own obligations                           | boifs  | boifs       | boifs       | boifs    | boifs | -
read members and memberships                   | boifs  | boifs       | boifs       | boifs    | boifs | -
keep members                                   | -      | -           | boifs       | boifs    | boifs | -
keep memberships                               | -      | -           | bif         | bif      | boifs | -
create body                                    | -      | -           | -           | -        | boifs | -
edit body                                      | -      | -           | bif         | bif      | boifs | -
keep users and role bindings                   | -      | -           | bif         | bif      | boifs | -
keep own tokens                                | boifs  | boifs       | boifs       | boifs    | boifs | -
keep own time zone and digest mail             | boifs  | boifs       | boifs       | boifs    | boifs | -
read audit                                     | -      | i           | bif         | bif      | s     | -
`

var rightsObjects = map[string]Object{
	"b": {Body: "wg"}, "o": {Body: "other"}, "i": {Body: "wg", Leads: List{"iom", "aus"}}, "f": {Body: "wg", Leads: List{"aus"}}, "s": {},
}

func rightsActors() map[string]Actor {
	return map[string]Actor{
		"reader": inBody(RoleReader, "wg"), "focal_point": focalPoint("iom"), "secretariat": inBody(RoleSecretariat, "wg"),
		"co_chair": inBody(RoleCoChair, "wg"), "admin": {Username: "root", Grants: []Grant{{Role: RoleAdmin}}}, "none": {Username: "nobody"},
	}
}

func TestEveryRightIsAsTheDesignSays(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(rightsMatrix), "\n")
	header := strings.Split(lines[0], "|")
	var seen []Action
	for _, line := range lines[1:] {
		cells := strings.Split(line, "|")
		action := Action(strings.TrimSpace(cells[0]))
		seen = append(seen, action)
		for i, name := range header[1:] {
			actor := rightsActors()[strings.TrimSpace(name)]
			for key, object := range rightsObjects {
				want := strings.Contains(cells[i+1], key)
				if got := actor.May(action, object).Allowed; got != want {
					t.Errorf("%s, %s on %q: %v, want %v", action, name, key, got, want)
				}
				if err := actor.Must(action, object); (err == nil) != want || err != nil && KindOf(err) != Forbidden {
					t.Errorf("Must(%s) as %s on %q: %v", action, name, key, err)
				}
			}
		}
	}
	for _, r := range Rights {
		if !slices.Contains(seen, r.Action) {
			t.Errorf("action %q is in no row of the matrix", r.Action)
		}
	}
	if len(seen) != len(Rights) {
		t.Errorf("%d rows for %d actions", len(seen), len(Rights))
	}
}

func TestAnonymousAndReadersOfThePublicMayDoNothing(t *testing.T) {
	for _, r := range Rights {
		for key, object := range rightsObjects {
			if d := (Actor{PublicReading: true}).May(r.Action, object); d != (Entitlement{}) {
				t.Errorf("anonymous may %s on %q: %+v", r.Action, key, d)
			}
		}
	}
}

func TestTheOperatorIsAnAdmin(t *testing.T) {
	admin := rightsActors()["admin"]
	for _, r := range Rights {
		for key, object := range rightsObjects {
			if got, want := (Actor{Operator: true}).May(r.Action, object), admin.May(r.Action, object); got != want {
				t.Errorf("operator, %s on %q: %+v, want %+v", r.Action, key, got, want)
			}
		}
	}
}

func TestATokenNeverAddsARight(t *testing.T) {
	for name, owner := range rightsActors() {
		for _, r := range Rights {
			for key, object := range rightsObjects {
				for _, scopes := range append(slices.Collect(slices.Chunk(Scopes, 1)), Scopes, nil) {
					program := owner
					program.Token, program.Scopes = "t1", scopes
					got, want := program.May(r.Action, object), owner.May(r.Action, object)
					if !slices.Contains(scopes, r.Scope) {
						want = Entitlement{}
					}
					if got != want {
						t.Errorf("%s with %v, %s on %q: %+v, want %+v", name, scopes, r.Action, key, got, want)
					}
				}
			}
		}
	}
}

func TestAMissingScopeIsNamed(t *testing.T) {
	program := focalPoint("iom")
	program.Token, program.Scopes = "t1", []Scope{ScopeRead}
	err := program.Must(PostStatusUpdate, rightsObjects["i"])
	if slug(err) != "missing-scope" || !strings.Contains(err.Error(), `"updates"`) {
		t.Errorf("got %v", err)
	}
	err = focalPoint("iom").Must(DecideOnItem, rightsObjects["i"])
	if slug(err) != "forbidden" || !strings.Contains(err.Error(), "co chair (in own body)") {
		t.Errorf("a refusal must say who may, got %v", err)
	}
}

func TestTheDecisionNamesTheRoleThatCarriesIt(t *testing.T) {
	both := holding(inBody(RoleSecretariat, "wg"), focalPoint("iom"))
	for key, want := range map[string]Entitlement{
		"i": {true, RoleFocalPoint, OwnItems}, "f": {true, RoleSecretariat, OnBehalf}, "o": {},
	} {
		if got := both.May(PostStatusUpdate, rightsObjects[key]); got != want {
			t.Errorf("on %q: %+v, want %+v", key, got, want)
		}
	}
	if got := inBody(RoleSecretariat, "wg").May(KeepUsers, Object{Body: "wg"}).Reach; got != NotCoChairs {
		t.Errorf("the secretariat keeps users up to %q", got)
	}
	if got := both.May("fly", Object{}); got.Allowed {
		t.Errorf("an unknown action is allowed: %+v", got)
	}
}

func TestTheRightsTablePrintsEveryRow(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(RightsTable()), "\n")
	if want := "| action | token scope | reader | focal_point | secretariat | co_chair | admin |"; lines[0] != want || len(lines) != len(Rights)+2 {
		t.Fatalf("%d lines, the first %q", len(lines), lines[0])
	}
	for i, r := range Rights {
		if cells := strings.Split(lines[i+2], "|"); len(cells) != 9 || strings.TrimSpace(cells[1]) != string(r.Action) || strings.TrimSpace(cells[2]) != string(r.Scope) {
			t.Errorf("row %d is %q", i, lines[i+2])
		}
	}
	want := "| post status update | updates | - | items own member leads | in own body, on a lead's behalf, marked | - | - |"
	if lines[2] != want {
		t.Errorf("got %s", lines[2])
	}
}
