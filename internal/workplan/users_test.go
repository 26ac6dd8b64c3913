package workplan

import (
	"strings"
	"testing"
	"time"
)

func TestFaultsOfUsersBindingsAndTokens(t *testing.T) {
	user := func(username, name, email string, bindings ...NewBinding) Faults {
		return NewUser{Username: username, Name: name, Email: email, Bindings: bindings}.Faults()
	}
	token := func(days int, scopes ...Scope) Faults {
		return NewToken{Name: "sync", Scopes: scopes, Days: days}.Faults()
	}
	long := strings.Repeat("a", 242) + "@example.org" // 254 characters
	for _, c := range []struct {
		what   string
		faults Faults
		want   string
	}{
		{"user", user("maria.santos", "María Santos", "maria@example.org", NewBinding{Role: RoleReader, Body: "wg"}), ""},
		{"username at the limit", user(strings.Repeat("a", 60), "M", long), ""},
		{"username and address past it", user(strings.Repeat("a", 61), "M", "a"+long), "/username bad_username, /email bad_email"},
		{"address with a name", user("m", "M", "Maria <maria@example.org>"), "/email bad_email"}, {"no address", user("m", "M", ""), "/email bad_email"},
		{"user without a name, with a bad binding", user("Maria", "", "x", NewBinding{Role: RoleReader}, NewBinding{Role: "king"}),
			"/username bad_username, /name required, /email bad_email, /bindings/0/body required, /bindings/1/role not_allowed"},
		{"user called as addresses are", user("new", "N", "n@example.org"), "/username reserved"}, {"user called as the audit is", user("operator", "N", "n@example.org"), "/username reserved"},
		{"known user", User{Name: "M", Email: "m@example.org"}.Faults(), ""}, {"known user, emptied", User{}.Faults(), "/name required, /email bad_email"},
		{"focal point", NewBinding{Role: RoleFocalPoint, Member: "iom", Agency: "AGD"}.Faults(), ""},
		{"focal point of a body", NewBinding{Role: RoleFocalPoint, Body: "wg"}.Faults(), "/member required"},
		{"secretariat", NewBinding{Role: RoleSecretariat, Body: "wg"}.Faults(), ""}, {"co-chair", NewBinding{Role: RoleCoChair, Body: "wg"}.Faults(), ""},
		{"co-chair of a member", NewBinding{Role: RoleCoChair, Body: "wg", Member: "iom", Agency: "AGD"}.Faults(), "/member not_allowed, /agency not_allowed"},
		{"admin", NewBinding{Role: RoleAdmin}.Faults(), ""}, {"admin of a body", NewBinding{Role: RoleAdmin, Body: "wg"}.Faults(), "/body not_allowed"},
		{"one day", NewBinding{Role: RoleAdmin, FromDate: "2024-01-01", ToDate: "2024-01-01"}.Faults(), ""},
		{"backwards", NewBinding{Role: RoleAdmin, FromDate: "2024-01-02", ToDate: "2024-01-01"}.Faults(), "/to out_of_order"},
		{"no days", NewBinding{Role: RoleAdmin, FromDate: "May", ToDate: "2024"}.Faults(), "/from not_a_date, /to not_a_date"},
		{"token", token(0, Scopes...), ""}, {"token for a year", token(365, ScopeRead), ""}, {"token for longer", token(366, ScopeRead), "/days out_of_range"},
		{"token for less than nothing", token(-1, ScopeRead), "/days out_of_range"}, {"token for nothing", token(1), "/scopes required"},
		{"token with a scope twice and one unknown", token(1, ScopeRead, "write", ScopeRead), "/scopes/1 not_allowed, /scopes/2 duplicate"},
		{"token without a name", NewToken{Scopes: Scopes}.Faults(), "/name required"},
	} {
		if got := strings.Join(faultCodes(c.faults), ", "); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.what, got, c.want)
		}
	}
}

func TestFromADateToADate(t *testing.T) {
	for _, c := range []struct {
		from, to PartialDate
		day      Date
		want     bool
	}{
		{"2023", "2023", "2022-12-31", false}, {"2023", "2023", "2023-01-01", true}, {"2023", "2023", "2023-12-31", true}, {"2023", "2023", "2024-01-01", false},
		{"", "2023", "1950-01-01", true}, {"2023-11-08", "", "2199-12-31", true}, {"2023-11-08", "", "2023-11-07", false}, {"", "", "2024-01-01", true},
	} {
		if got := (MembershipContent{FromDate: c.from, ToDate: c.to}).HoldsOn(c.day); got != c.want {
			t.Errorf("membership from %q to %q on %s: %v", c.from, c.to, c.day, got)
		}
		if b := (NewBinding{FromDate: c.from.First(), ToDate: c.to.Last()}); b.HoldsOn(c.day) != c.want {
			t.Errorf("binding %+v on %s: %v", b, c.day, !c.want)
		}
	}
}

func TestATokenLivesUntilItExpiresOrIsRevoked(t *testing.T) {
	expires := testMoment(5)
	for _, c := range []struct {
		token APIToken
		at    time.Time
		want  bool
	}{
		{APIToken{ExpiresAt: expires}, expires.Add(-time.Microsecond), true}, {APIToken{ExpiresAt: expires}, expires, false},
		{APIToken{ExpiresAt: expires, RevokedAt: &expires}, testMoment(0), false}, {APIToken{}, testMoment(0), false},
	} {
		if got := c.token.Usable(c.at); got != c.want {
			t.Errorf("%+v at %s: %v", c.token, c.at, got)
		}
	}
}
