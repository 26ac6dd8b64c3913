package workplan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestTextFaultsAtTheirLimits(t *testing.T) {
	n := func(count int, s string) string { return strings.Repeat(s, count) }
	many := func(count int) List {
		var l List
		for i := range count {
			l = append(l, fmt.Sprintf("w%d", i))
		}
		return l
	}
	links := func(count int, address string) Links {
		var l Links
		for range count {
			l = append(l, Link{Title: "Report", URL: address})
		}
		return l
	}
	name := func(s string, required bool) func(*Faults) { return func(f *Faults) { f.name("/x", s, required) } }
	text := func(s string) func(*Faults) { return func(f *Faults) { f.text("/x", s) } }
	code := func(s string) func(*Faults) { return func(f *Faults) { f.code("/x", s) } }
	words := func(l List) func(*Faults) { return func(f *Faults) { f.words("/x", l, 20) } }
	link := func(l Links) func(*Faults) { return func(f *Faults) { f.links("/x", l) } }
	period := func(from, to PartialDate) func(*Faults) { return func(f *Faults) { f.period("/x", from, "/y", to) } }
	for _, c := range []struct {
		what  string
		check func(*Faults)
		want  string
	}{
		{"name at the limit, in characters", name(n(300, "é"), true), ""}, {"name one past it", name(n(301, "é"), true), "/x too_long"},
		{"no name, required", name("", true), "/x required"}, {"no name, optional", name("", false), ""},
		{"name of spaces, optional", name(" \t", false), "/x required"}, {"name of two lines", name("a\nb", true), "/x bad_character"},
		{"name with a line separator", name("a\u2028b", true), "/x bad_character"}, {"name with a NUL", name("a\x00b", true), "/x bad_character"},
		{"name that turns the reading direction", name("a\u202eb", true), "/x bad_character"}, {"name in Arabic", name("بالي", true), ""},
		{"name with a noncharacter", name("a\uffffb", true), "/x bad_character"}, {"text with a noncharacter", text("a\U0010fffe"), "/x bad_character"},
		{"text with Arabic noncharacters", text("\ufdd0"), "/x bad_character"}, {"text with a replacement character", text("\ufffd\U0001f600"), ""},
		{"name not UTF-8", name("a\xffb", true), "/x bad_character"},
		{"text at the limit", text(n(20_000, "é")), ""}, {"text one past it", text(n(20_001, "é")), "/x too_long"},
		{"text of paragraphs", text("a\r\n\tb\n"), ""}, {"text with an escape", text("a\x1bb"), "/x bad_character"},
		{"text with a C1 control", text("a\u0085b"), "/x bad_character"}, {"text not UTF-8", text("\xc3"), "/x bad_character"}, {"no text", text(""), ""},
		{"code at the limit", code(n(60, "a")), ""}, {"code one past it", code(n(61, "a")), "/x bad_code"}, {"code", code("wg-tip-2021-23"), ""},
		{"no code", code(""), "/x required"}, {"upper-case code", code("WG"), "/x bad_code"}, {"code with two hyphens", code("a--b"), "/x bad_code"},
		{"code ending in a hyphen", code("a-"), "/x bad_code"}, {"code with a slash", code("a/b"), "/x bad_code"}, {"code with a line break", code("a\n"), "/x bad_code"},
		{"words at the limit", words(many(20)), ""}, {"words one past it", words(many(21)), "/x too_many"},
		{"word twice", words(List{"a", "b", "a"}), "/x/2 duplicate"}, {"empty word", words(List{""}), "/x/0 required"},
		{"long word", words(List{n(301, "a")}), "/x/0 too_long"},
		{"links at the limit", link(links(20, "https://example.org/a?b=c#d")), ""}, {"links one past it", link(links(21, "https://example.org")), "/x too_many"},
		{"link at the limit", link(links(1, "http://example.org/"+n(1981, "a"))), ""},
		{"link one past it", link(links(1, "http://example.org/"+n(1982, "a"))), "/x/0/url bad_link"},
		{"link to a script", link(links(1, "javascript:alert(1)")), "/x/0/url bad_link"}, {"link to a file", link(links(1, "file:///etc/passwd")), "/x/0/url bad_link"},
		{"link without a host", link(links(1, "https:///a")), "/x/0/url bad_link"}, {"link to a port alone", link(links(1, "https://:80/a")), "/x/0/url bad_link"},
		{"link with a password", link(links(1, "https://u:p@example.org")), "/x/0/url bad_link"}, {"relative link", link(links(1, "/a")), "/x/0/url bad_link"},
		{"no link", link(links(1, "")), "/x/0/url bad_link"}, {"link with a control", link(links(1, "https://example.org/\x7f")), "/x/0/url bad_link"},
		{"link that turns the reading direction", link(links(1, "https://example.org/\u202e")), "/x/0/url bad_character"},
		{"link without a title", link(Links{{URL: "https://example.org"}}), "/x/0/title required"},
		{"period of one day", period("2024-01-01", "2024-01-01"), ""}, {"period backwards", period("2024-01-02", "2024-01-01"), "/y out_of_order"},
		{"period within a year", period("2024-06", "2024"), ""}, {"open period", period("", "2024"), ""}, {"bad period", period("x", "y"), "/x not_a_date, /y not_a_date"},
		{"bad day", func(f *Faults) { f.date("/x", "2024") }, "/x not_a_date"}, {"no day", func(f *Faults) { f.date("/x", "") }, ""},
		{"word allowed", func(f *Faults) { oneOf(f, "/x", AudiencePublic, true, Audiences...) }, ""},
		{"word not allowed", func(f *Faults) { oneOf(f, "/x", "all", false, Audiences...) }, "/x not_allowed"},
		{"no word, required", func(f *Faults) { oneOf(f, "/x", "", true, Audiences...) }, "/x required"},
		{"no word, optional", func(f *Faults) { oneOf(f, "/x", "", false, Audiences...) }, ""},
	} {
		var f Faults
		c.check(&f)
		if got := strings.Join(faultCodes(f), ", "); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestRefsAndUsernames(t *testing.T) {
	for ref, want := range map[string]bool{"1": true, "2.3": true, "1.2.3": true, "9999.9999.9999": true, "10000": false, "1.2.3.4": false, "0": false,
		"1.0": false, "01": false, "1.": false, "": false, "a": false, "1.2\n": false} {
		if got := refForm.MatchString(ref); got != want {
			t.Errorf("ref %q: %v", ref, got)
		}
	}
	for name, want := range map[string]bool{"maria": true, "maria.santos": true, "m_1-a.b": true, "Maria": false, ".m": false, "m.": false, "m..a": false, "": false, "m a": false} {
		if got := userForm.MatchString(name); got != want {
			t.Errorf("username %q: %v", name, got)
		}
	}
}

func TestNothingNewIsCalledAsAddressesAre(t *testing.T) {
	for _, word := range append(slices.Clone(ReservedWords), "new-1", "renew") {
		of := map[string]Faults{"plan": NewPlan{Code: word, Body: "wg", PlanContent: PlanContent{Title: "T", Audience: AudienceMembers}}.Faults(),
			"body": NewBody{Code: word, BodyContent: BodyContent{Name: "B"}}.Faults(), "member": NewMember{Code: word, MemberContent: MemberContent{Name: "M", Kind: KindState}}.Faults(),
			"meeting": NewMeeting{Code: word, Body: "wg", MeetingContent: MeetingContent{Name: "M", Audience: AudienceMembers}}.Faults()}
		for what, faults := range of {
			got := strings.Join(faultCodes(faults), ", ")
			if taken := slices.Contains(ReservedWords, word); taken != (got == "/code reserved") || !taken && got != "" {
				t.Errorf("a %s called %q: %q", what, word, got)
			}
		}
	}
	if f := (NewPlan{Code: "p", Body: "new", PlanContent: PlanContent{Title: "T", Audience: AudienceMembers}}).Faults(); len(f) > 0 {
		t.Errorf("a body that bears the word already has no plans: %v", f)
	}
}
