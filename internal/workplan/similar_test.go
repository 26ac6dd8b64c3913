package workplan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// plainly makes words comparable for tests: lower-case letters and digits.
func plainly(texts ...string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, strings.Join(texts, ""))
}

func TestHowAlikeTwoTextsAre(t *testing.T) {
	const need = "Front line officers ask for one short guide in their own language"
	for _, c := range []struct {
		a, b        [2]string
		least, most int
		why         string
	}{
		{a: [2]string{"Reciprocal training with ASEAN SOMTC"}, b: [2]string{"Reciprocal training with ASEAN SOMTC"}, least: 100, most: 100, why: "4 of the 4 words of the title"},
		{a: [2]string{"Training, reciprocal, with the ASEAN-SOMTC"}, b: [2]string{"Reciprocal training with ASEAN SOMTC"}, least: 100, most: 100, why: "of the title"},
		{a: [2]string{"Training of consular staff"}, b: [2]string{"Trainings for the consular staffs"}, least: SimilarFrom, most: 99, why: "letter by letter"},
		{a: [2]string{"Annual report 2024"}, b: [2]string{"Annual report 2025"}, least: 0, most: SimilarFrom - 1, why: "the numbers in the titles differ"},
		{a: [2]string{"Annual report 2024", need}, b: [2]string{"Annual report 2025", need}, least: SimilarFrom - 1, most: SimilarFrom - 1, why: "the numbers in the titles differ"},
		{a: [2]string{"Training of prosecutors"}, b: [2]string{"Training of prosecutors 2"}, least: SimilarFrom, most: 99, why: "of the title"},
		{a: [2]string{"Reciprocal training with ASEAN SOMTC"}, b: [2]string{"Share statistics of rescued seafarers"}, least: 0, most: SimilarShown - 1},
		{a: [2]string{"A pocket card", need}, b: [2]string{"Something handy to read", need + "."}, least: 90, most: 90, why: "of the need"},
		{a: [2]string{"A pocket card", "A guide."}, b: [2]string{"Something handy to read", "A guide."}, least: 0, most: SimilarShown - 1},
		{a: [2]string{""}, b: [2]string{""}, least: 0, most: 0},
	} {
		score, why := foldedText(c.a[0], c.a[1], plainly).like(foldedText(c.b[0], c.b[1], plainly))
		back, _ := foldedText(c.b[0], c.b[1], plainly).like(foldedText(c.a[0], c.a[1], plainly))
		if score < c.least || score > c.most || !strings.Contains(why.Text, c.why) || back != score {
			t.Errorf("%q and %q: %d (and back %d), %s; want %d to %d", c.a[0], c.b[0], score, back, why, c.least, c.most)
		}
	}
}

func TestSimilarTextsComeInOneOrder(t *testing.T) {
	var texts []ComparedText
	for n := range 2 * MaxSimilar {
		texts = append(texts, ComparedText{Similar: Similar{Kind: SimilarProposal, Name: itoa(n + 1), Title: "Train consular staff"}})
	}
	texts = append(texts, ComparedText{Similar: Similar{Kind: SimilarItem, Name: "p-1/1.1", Title: "Train consular staff"}}, ComparedText{Similar: Similar{Kind: SimilarItem, Name: "p-1/1.2", Title: "Rescue at sea"}})
	found := SimilarTo("Train consular staff", "", texts, SimilarShown, plainly)
	slices.Reverse(texts)
	if again := SimilarTo("Train consular staff", "", texts, SimilarShown, plainly); fmt.Sprint(found) != fmt.Sprint(again) {
		t.Errorf("another order of the texts gives another answer:\n%v\n%v", found, again)
	}
	if len(found) != 2*MaxSimilar+1 || found[0].Name != "p-1/1.1" || found[1].Name != "1" || found[2].Name != "2" {
		t.Errorf("found %d: %v", len(found), found[:3])
	}
	err := Acknowledged(found[:2], List{"1"})
	if refusal, ok := err.(*Error); !ok || refusal.Slug != "similar-found" || len(refusal.Similar) != 1 || refusal.Similar[0].Name != "p-1/1.1" {
		t.Errorf("one of two is named: %v", err)
	}
	if err := Acknowledged(found[:2], List{"1", "p-1/1.1"}); err != nil {
		t.Errorf("both are named: %v", err)
	}
	many := make([]Similar, maxSimilar+1)
	var most List
	for n := range many {
		many[n] = Similar{Kind: SimilarProposal, Name: itoa(n + 1)}
		most = append(most, many[n].Name)
	}
	if err := Acknowledged(many, most[:maxSimilar]); err != nil {
		t.Errorf("as many as can be named are: %v", err)
	}
	if err := Acknowledged(many, most[1:]); err == nil {
		t.Error("the most alike is not named, and nothing is refused")
	}
	var first List
	for _, s := range found[:MaxSimilar] {
		first = append(first, s.Name)
	}
	if refusal, ok := Acknowledged(found, first).(*Error); !ok || len(refusal.Similar) != MaxSimilar || refusal.Similar[0].Name != found[MaxSimilar].Name {
		t.Errorf("the most alike are named, and %d more are not: %v", MaxSimilar+1, refusal)
	}
}
