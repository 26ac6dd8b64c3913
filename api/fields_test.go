package api

import (
	"encoding/json"
	"testing"
)

func TestPickKeepsOnlyTheNamedMembersInOrder(t *testing.T) {
	t.Parallel()
	v := struct {
		Ref   string         `json:"ref"`
		Title string         `json:"title"`
		Main  map[string]any `json:"main"`
		Odd   int            `json:"o\u003cd"`
		Gone  string         `json:"gone,omitempty"`
	}{Ref: "1.2", Title: "a <b> \u2028", Main: map[string]any{"title": nil, "x": []int{1}}}
	for want, fields := range map[string][]string{
		`{"ref":"1.2"}`: {"ref"},
		`{"title":"a <b> \u2028","main":{"title":null,"x":[1]}}`: {"main", "title"},
		`{}`: {"gone"},
	} {
		picked, err := pick(v, fields)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := encode(picked); err != nil || string(b) != want || !json.Valid(b) {
			t.Errorf("%v: %s, want %s (%v)", fields, b, want, err)
		}
	}
	if whole, err := pick(v.Main, nil); err != nil || whole.(map[string]any)["x"] == nil {
		t.Errorf("without names: %v %v", whole, err)
	}
}

func TestPickOfWhatIsNoObjectFails(t *testing.T) {
	t.Parallel()
	for _, v := range []any{[]int{1}, "x", nil, make(chan int)} {
		if _, err := pick(v, []string{"x"}); err == nil {
			t.Errorf("%T was picked from", v)
		}
	}
}
