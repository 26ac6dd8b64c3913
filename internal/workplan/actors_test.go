package workplan

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestATokenWithoutTheScopeIsRefused(t *testing.T) {
	blind, person := sightActors()["token without read"], sightActors()["co-chair of wg"]
	for _, s := range Scopes {
		want := s == ScopeUpdates || s == ScopePlans
		if err := blind.MustHave(s); (err == nil) != want || !want && slug(err) != "missing-scope" {
			t.Errorf("scope %s: %v", s, err)
		}
		if err := person.MustHave(s); err != nil {
			t.Errorf("a person at the browser lacks scope %s: %v", s, err)
		}
	}
}

// sightMatrix is who reads what, by hand: each cell lists the audiences (p public, m members, c chairs) that the actor reads. Columns: a plan
// or foreign item of body wg, the same of another body, an item of wg with the own member as lead or support, the same of the other body.
const sightMatrix = `
actor                  | wg  | other | own in wg | own in other
anonymous              | -   | -     | -         | -
anonymous, public open | p   | p     | p         | p
no role                | -   | -     | -         | -
no role, public open   | p   | p     | p         | p
admin                  | -   | -     | -         | -
operator               | -   | -     | -         | -
reader of wg           | pm  | p     | pm        | p
focal, member of wg    | pm  | p     | pmc       | pmc
focal, co-chair member | pm  | p     | pmc       | pmc
focal, observer in wg  | pm  | p     | pmc       | pmc
focal, guest in wg     | p   | p     | pmc       | pmc
focal, in no body      | p   | p     | pmc       | pmc
secretariat of wg      | pmc | p     | pmc       | p
co-chair of wg         | pmc | p     | pmc       | p
token without read     | pmc | p     | pmc       | p
token with read        | pmc | p     | pmc       | p
`

func sightActors() map[string]Actor {
	focal := func(standing map[string]MembershipRole) Actor {
		return Actor{Username: "u", Grants: []Grant{{Role: RoleFocalPoint, Member: "iom", Standing: standing}}}
	}
	chair := inBody(RoleCoChair, "wg")
	blind, reading := chair, chair
	blind.Token, blind.Scopes = "t", []Scope{ScopeUpdates, ScopePlans}
	reading.Token, reading.Scopes = "t", []Scope{ScopeRead}
	return map[string]Actor{
		"anonymous": {}, "anonymous, public open": {PublicReading: true},
		"no role": {Username: "u"}, "no role, public open": {Username: "u", PublicReading: true},
		"admin": {Username: "u", Grants: []Grant{{Role: RoleAdmin}}}, "operator": {Operator: true},
		"reader of wg":           inBody(RoleReader, "wg"),
		"focal, member of wg":    focal(map[string]MembershipRole{"wg": MembershipMember}),
		"focal, co-chair member": focal(map[string]MembershipRole{"wg": MembershipCoChair}),
		"focal, observer in wg":  focal(map[string]MembershipRole{"wg": MembershipObserver}),
		"focal, guest in wg":     focal(map[string]MembershipRole{"wg": MembershipGuest}),
		"focal, in no body":      focal(nil),
		"secretariat of wg":      inBody(RoleSecretariat, "wg"), "co-chair of wg": chair,
		"token without read": blind, "token with read": reading,
	}
}

func TestEveryoneSeesWhatTheDesignSays(t *testing.T) {
	actors := sightActors()
	lines := strings.Split(strings.TrimSpace(sightMatrix), "\n")
	letters := map[Audience]string{AudiencePublic: "p", AudienceMembers: "m", AudienceChairs: "c"}
	for _, line := range lines[1:] {
		cells := strings.Split(line, "|")
		name := strings.TrimSpace(cells[0])
		sight := actors[name].Sight()
		delete(actors, name)
		for audience, letter := range letters {
			check := func(column int, body string, item *ItemContent) {
				t.Helper()
				if got, want := sight.Sees(body, audience, item), strings.Contains(cells[column], letter); got != want {
					t.Errorf("%s, %s in %s, item %+v: %v, want %v", name, audience, body, item, got, want)
				}
			}
			foreign := &ItemContent{Leads: List{"aus"}, Partners: List{"iom"}}
			check(1, "wg", nil)
			check(1, "wg", foreign)
			check(2, "other", nil)
			check(2, "other", foreign)
			for _, own := range []*ItemContent{{Leads: List{"aus", "iom"}}, {Leads: List{"aus"}, Supporting: List{"iom"}}} {
				check(3, "wg", own)
				check(4, "other", own)
			}
		}
	}
	if len(actors) > 0 {
		t.Errorf("no row for %v", actors)
	}
}

func TestSightListsEachBodyOnce(t *testing.T) {
	standing := map[string]MembershipRole{"wg": MembershipMember, "b": MembershipObserver, "c": MembershipGuest}
	a := Actor{Username: "u", Grants: []Grant{
		{Role: RoleFocalPoint, Member: "iom", Standing: standing}, {Role: RoleReader, Body: "wg"}, {Role: RoleFocalPoint, Member: "aus", Standing: standing},
	}}
	want := Sight{Public: true, Members: []string{"b", "wg"}, Own: []string{"iom", "aus"}}
	if diff := cmp.Diff(want, a.Sight()); diff != "" {
		t.Error(diff)
	}
}

func TestSightClassTellsSightsApartByWhatTheySee(t *testing.T) {
	same := []Sight{
		{Public: true, Members: []string{"a", "b"}, Own: []string{"iom", "aus"}},
		{Public: true, Members: []string{"b", "a", "a"}, Own: []string{"aus", "iom"}},
	}
	if same[0].Class() != same[1].Class() {
		t.Errorf("%q and %q see the same", same[0].Class(), same[1].Class())
	}
	different := []Sight{{}, {Public: true}, {Members: []string{"a"}}, {Chairs: []string{"a"}}, {Own: []string{"a"}}, {Members: []string{"a", "b"}},
		{Members: []string{"a"}, Chairs: []string{"b"}}, {Members: []string{"a-b"}}}
	seen := map[string]Sight{}
	for _, s := range different {
		if other, taken := seen[s.Class()]; taken {
			t.Errorf("%+v and %+v share the class %q", s, other, s.Class())
		}
		seen[s.Class()] = s
	}
	if same[1].Members[0] != "b" {
		t.Error("Class changed the sight")
	}
}

func TestActorLabels(t *testing.T) {
	for _, c := range []struct {
		actor     Actor
		label     string
		anonymous bool
	}{{Actor{}, "anonymous", true}, {Actor{Operator: true}, "operator", false}, {Actor{Username: "maria"}, "maria", false}} {
		if c.actor.Label() != c.label || c.actor.Anonymous() != c.anonymous {
			t.Errorf("%+v: %q, anonymous %v", c.actor, c.actor.Label(), c.actor.Anonymous())
		}
	}
}

func TestAnActorsMembersAreListedOnce(t *testing.T) {
	a := holding(focalPoint("iom", "aus"), focalPoint("iom"), inBody(RoleReader, "wg"))
	if diff := cmp.Diff([]string{"iom", "aus"}, a.MembersIn("wg")); diff != "" {
		t.Error(diff)
	}
	if !a.Has(RoleReader, "wg") || a.Has(RoleReader, "other") || !a.Has(RoleReader, "") || a.Has(RoleAdmin, "") {
		t.Error("Has does not tell the roles apart by body")
	}
}

func TestAudiences(t *testing.T) {
	for _, c := range []struct {
		child, parent Audience
		wider         bool
		within        Audience
	}{
		{"", "public", false, "public"}, {"", "members", false, "members"}, {"", "chairs", false, "chairs"},
		{"public", "public", false, "public"}, {"public", "members", true, "members"}, {"public", "chairs", true, "chairs"},
		{"members", "public", false, "members"}, {"members", "members", false, "members"}, {"members", "chairs", true, "chairs"},
		{"chairs", "public", false, "chairs"}, {"chairs", "members", false, "chairs"}, {"chairs", "chairs", false, "chairs"},
	} {
		if got := c.child.WiderThan(c.parent); got != c.wider {
			t.Errorf("%q wider than %q: %v", c.child, c.parent, got)
		}
		if got := c.child.Within(c.parent); got != c.within {
			t.Errorf("%q within %q: %q, want %q", c.child, c.parent, got, c.within)
		}
	}
}
