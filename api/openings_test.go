package api

import "testing"

func TestOpeningsAndOffers(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		path, good := "/plans/wg-2024/items/1.1/openings", `{"kind":"host","sought":"A host for the course.","until":"2024-Q2"}`
		offers := path + "/1/offers"
		w.play(
			scenario{as: "reader", req: "GET " + path, want: 200, has: all(`"data":[]`)},
			scenario{as: "colead", req: "POST " + path, body: good, want: 403, has: all("seek involvement")},
			scenario{as: "lead", req: "POST " + path, body: `{"kind":"x","sought":"","until":"2024-02","opened_on":"2024-03-02"}`, want: 422, has: all("/kind", "/sought", "/until", "/opened_on")},
			scenario{as: "lead", req: "POST " + path, body: good, want: 201, header: all("Location: /api/v1" + path + "/1"),
				has: all(`"number":1`, `"until":"2024-Q2","until_on":"2024-06-30"`, `"state":"open","lead":"aland"`, `"opened_on":"2024-03-01","closed_as":null`, `"offers":{"pending":0`)},
			scenario{as: "sec", req: "POST " + path, body: `{"kind":"funding","sought":"Quiet funds.","audience":"chairs"}`, want: 201, has: all(`"on_behalf_of":"aland"`)},
			scenario{as: "reader", req: "GET " + path, want: 200, has: all(`"offers":null`), hasNot: all("Quiet")},
			scenario{as: "reader", req: "GET " + path + "/2", want: 404},
			scenario{as: "lead", req: "PATCH " + path + "/1", body: `{"until":"2024-05-31"}`, match: "now", want: 200, has: all(`"until_on":"2024-05-31"`)},
			scenario{as: "colead", req: "POST " + offers, body: `{}`, want: 422, has: all("/offered")},
			scenario{as: "guest", req: "POST " + offers, body: `{"offered":"x"}`, want: 404}, scenario{as: "chair", req: "POST " + offers, body: `{"offered":"x"}`, want: 403, has: all("offer involvement", "for own member, a member or observer of the body")},
			scenario{as: "lead", req: "POST " + offers, body: `{"offered":"x"}`, want: 422, has: all("/member", "leads_item")},
			scenario{as: "colead", req: "POST " + offers, body: `{"offered":"A hall.","contact":"Hall desk"}`, headers: all("Idempotency-Key", "hall-of-bland"), want: 201, header: all("Location: /api/v1" + offers + "/bland/1"),
				has: all(`"opening":1,"member":"bland","number":1`, `"contact":"Hall desk","state":"pending","outcomes":[],"on_behalf_of":null,"made_by":"colead","made_on":"2024-03-01"`)},
			scenario{as: "colead", req: "POST " + offers, body: `{"offered":"A hall.","contact":"Hall desk"}`, headers: all("Idempotency-Key", "hall-of-bland"), want: 201, header: all("Idempotency-Replayed: true")},
			scenario{as: "colead", req: "POST " + offers, body: `{"offered":"Another."}`, want: 409, problem: "already-exists"},
			scenario{as: "sec", req: "POST " + offers, body: `{"offered":"A room.","member":"oland"}`, want: 201, has: all(`"on_behalf_of":"oland"`)},
			scenario{as: "sec", req: "POST " + offers, body: `{"offered":"A room.","member":"gland"}`, want: 422, has: all("not_standing")},
			scenario{as: "observer", req: "POST " + path + "/2/offers", body: `{"offered":"x"}`, want: 404},
			scenario{as: "reader", req: "GET " + offers, want: 200, has: all(`"data":[]`)}, scenario{as: "reader", req: "GET " + path + "/1", want: 200, has: all(`"offers":null`)},
			scenario{as: "colead", req: "GET " + offers, want: 200, has: all("Hall desk"), hasNot: all("oland")}, scenario{as: "colead", req: "GET " + offers + "/oland/1", want: 404},
			scenario{as: "supporter", req: "GET " + offers + "?state=pending&limit=1", want: 200, has: all("Hall desk", `"next_cursor":"`)},
			scenario{as: "chair", req: "GET " + offers + "?sort=-member", want: 200, has: all(`"member":"oland"`, `"member":"bland"`)},
			scenario{as: "lead", req: "GET " + path + "/1", want: 200, has: all(`"offers":{"pending":2,"accepted":0`)},
			scenario{as: "supporter", req: "POST " + offers + "/bland/1/answer", body: `{"answer":"accepted"}`, want: 403},
			scenario{as: "lead", req: "POST " + offers + "/bland/1/answer", body: `{"answer":"taken_back"}`, want: 422, has: all("/answer")},
			scenario{as: "lead", req: "POST " + offers + "/bland/1/answer", body: `{"answer":"accepted","note":"Thank you."}`, want: 200,
				has: all(`"state":"accepted","outcomes":[{"state":"accepted","note":"Thank you.","by":"aland","on_behalf_of":null,"settled_by":"lead","settled_on":"2024-03-01"`)},
			scenario{as: "lead", req: "POST " + offers + "/bland/1/answer", body: `{"answer":"accepted"}`, want: 409, problem: "offer-settled"},
			scenario{as: "lead", req: "POST " + offers + "/bland/7/answer", body: `{"answer":"accepted"}`, want: 404}, scenario{as: "lead", req: "GET " + offers + "/bland/x", want: 404},
			scenario{as: "observer", req: "POST " + offers + "/oland/1/take-back", body: `{"note":"The room is let."}`, want: 200, has: all(`"state":"taken_back"`)},
			scenario{as: "observer", req: "POST " + offers + "/oland/1/take-back", body: `{}`, want: 409, problem: "offer-settled"},
			scenario{as: "colead", req: "GET /me/offers", want: 200, has: all(`"side":"made"`, "Hall desk"), hasNot: all("oland")},
			scenario{as: "lead", req: "GET /me/offers?side=received&state=accepted", want: 200, has: all(`"side":"received"`, "Hall desk"), hasNot: all("oland")},
			scenario{as: "lead", req: "GET /me/offers?side=x&state=y&z=1", want: 422, has: all("?side", "?state", "?z")}, scenario{as: "reader", req: "GET /me/offers", want: 200, has: all(`"data":[]`)},
			scenario{req: "GET /me/offers", want: 401},
			scenario{as: "chair", req: "GET /plans/wg-2024/report", want: 200, has: all(`"open_openings":[{"plan":"wg-2024","ref":"1.1","number":1`, `"offers":{"pending":0,"accepted":1,"declined":0,"taken_back":1}`)},
			scenario{as: "chair", req: "GET /plans/wg-2024/report?audience=members", want: 200, has: all(`"open_openings":[{`, `"offers":null`), hasNot: all("Quiet", "Hall desk")},
			scenario{as: "reader", req: "GET /plans/wg-2024/report/statement", want: 200, has: all(`"text":"Åland seeks a host for “Item 1.1” (item 1.1), until 31 May 2024: “A host for the course.”"`, `"openings":["wg-2024/1.1/1"]`)},
			scenario{as: "lead", req: "POST " + path + "/1/close", body: `{}`, want: 422, has: all("/closed_as")},
			scenario{as: "lead", req: "POST " + path + "/1/close", body: `{"closed_as":"filled","closing_note":"Bland hosts it."}`, want: 200, has: all(`"state":"closed"`, `"closed_on":"2024-03-01"`)},
			scenario{as: "lead", req: "POST " + path + "/1/close", body: `{"closed_as":"filled"}`, want: 409, problem: "opening-not-open", has: all("Post a new one")},
			scenario{as: "observer", req: "POST " + offers, body: `{"offered":"x"}`, want: 409, problem: "opening-not-open"},
			scenario{as: "reader", req: "GET /openings?state=closed&kind=host&lead=aland&plan=wg-2024&until_before=2024-06-01&q=course", want: 200, has: all("Bland hosts it.")},
			scenario{as: "chair", req: "GET /openings?state=open&fields=sought", want: 200, has: all(`[{"sought":"Quiet funds."}]`)},
			scenario{as: "chair", req: "GET /openings?state=x&until_before=y&sort=kind", want: 422, has: all("?state", "?until_before", "?sort")},
			scenario{as: "chair", req: "GET /audit?action=settle%20offer", want: 200, has: all(`"object":"outcome of offer wg-2024/1.1/1/bland/1/1"`)},
			scenario{as: "colead", req: "GET /audit?action=make%20offer", want: 200, has: all(`"data":[]`)},
		)
	})
}

// TestAnOfferChangesNothingForOthers: whoever may not know of offers gets the same answers, with the same ETags, before and after one.
func TestAnOfferChangesNothingForOthers(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		path := "/plans/wg-2024/items/1.1/openings"
		w.created("lead", path, `{"kind":"host","sought":"A host."}`)
		questions := all(path, path+"/1", path+"/1/offers", "/openings", "/me/offers", "/plans/wg-2024/items/1.1", "/items?sort=-updated", "/plans/wg-2024", "/updates")
		told := func() map[string]string {
			answers := map[string]string{}
			for _, as := range all("reader", "observer", "colead") {
				for _, q := range questions {
					a := w.send(as, "GET", q, "")
					answers[as+" "+q] = a.text + a.Header.Get("Etag")
				}
			}
			return answers
		}
		before := told()
		w.at("2024-03-01")
		w.created("sec", path+"/1/offers", `{"member":"vnm","offered":"A hall."}`)
		w.play(scenario{as: "lead", req: "POST " + path + "/1/offers/vnm/1/answer", body: `{"answer":"declined"}`, want: 200})
		for question, after := range told() {
			if after != before[question] {
				t.Errorf("%s tells of the offer:\n%s\n%s", question, before[question], after)
			}
		}
	})
}

// outputs puts a deliverable with a stage, and an opening with an offer of bland, on item 1.1.
func (w *world) outputs() {
	w.Helper()
	w.created("lead", "/plans/wg-2024/items/1.1/deliverables", `{"title":"Guide","kind":"guide"}`)
	w.created("lead", "/plans/wg-2024/items/1.1/deliverables/1/stages", `{"stage":"published","reached_on":"2024-02"}`)
	w.created("lead", "/plans/wg-2024/items/1.1/openings", `{"kind":"host","sought":"A host."}`)
	w.created("colead", "/plans/wg-2024/items/1.1/openings/1/offers", `{"offered":"A hall."}`)
}
