package api

import "testing"

func TestPlans(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		w.play(
			scenario{as: "sec", req: "POST /plans", body: `{"code":"p","body":"wg","title":"Plan P","period_start":"2027","period_end":"2029","predecessor":"wg-2024","notes":"n"}`, want: 201,
				has:    all(`"status":"draft"`, `"revision":0`, `"audience":"members"`, `"period_ends_on":"2029-12-31"`, `"predecessor":"wg-2024"`, `"endorsed_on":null`, `"closed_on":null`),
				header: all("Location: /api/v1/plans/p")},
			scenario{as: "chair", req: "POST /plans", body: `{"code":"p","body":"wg","title":"Again"}`, want: 409, problem: "already-exists"},
			scenario{as: "reader", req: "POST /plans", body: `{"code":"q","body":"wg","title":"Q"}`, want: 403, problem: "forbidden"},
			scenario{as: "stranger", req: "POST /plans", body: `{"code":"q","body":"wg","title":"Q"}`, want: 403},
			scenario{as: "chair", req: "POST /plans", body: `{"code":"Q","body":"wg","audience":"all","period_start":"2030","period_end":"2029","predecessor":"Q","titel":"x"}`, want: 422,
				has: all(`"/code"`, `"/title"`, `"/audience"`, `"/period_end"`, `"/predecessor"`, `"/titel"`)},
			scenario{as: "chair", req: "POST /plans", body: `{"code":"q","body":"wg","title":"Q","predecessor":"none"}`, want: 422, has: all(`"/predecessor"`, "unknown")},
			scenario{as: "chair", req: "POST /plans", body: `{"code":"q","body":"none","title":"Q"}`, want: 422, has: all(`"/body"`, "unknown")},
			scenario{as: "chair", req: "PATCH /plans/p", body: `{"title":"P2","period_end":null,"predecessor":null}`, match: "now", want: 200,
				has: all(`"title":"P2"`, `"period_end":null`, `"period_ends_on":null`, `"predecessor":null`, `"period_start":"2027"`, `"notes":"n"`)},
			scenario{as: "chair", req: "PATCH /plans/p", body: `{"predecessor":"none"}`, match: "now", want: 422, has: all(`"/predecessor"`)},
			scenario{as: "chair", req: "PATCH /plans/p", body: `{"title":"","audience":null,"body":"other"}`, match: "now", want: 422, has: all(`"/body"`)},
			scenario{as: "reader", req: "PATCH /plans/p", body: `{"title":"X"}`, match: "now", want: 403},
			scenario{as: "stranger", req: "PATCH /plans/p", body: `{"title":"X"}`, match: `"1-0000000000000000"`, want: 404},
			scenario{as: "chair", req: "PATCH /plans/wg-2024", body: `{"title":"X"}`, match: "now", want: 409, problem: "plan-endorsed", has: all("amendment")},
			scenario{as: "chair", req: "DELETE /plans/wg-2024", match: "now", want: 409, problem: "plan-endorsed"},
			scenario{as: "chair", req: "DELETE /plans/p", want: 428},
			scenario{as: "chair", req: "DELETE /plans/p", match: `"1-0000000000000000"`, want: 412},
			scenario{as: "reader", req: "DELETE /plans/p", match: "now", want: 403},
			scenario{as: "chair", req: "DELETE /plans/p?force=true", match: `"1-0000000000000000"`, want: 422},
			scenario{as: "chair", req: "DELETE /plans/p", match: "now", want: 204},
			scenario{as: "chair", req: "GET /plans/p", want: 404},
			scenario{as: "chair", req: "DELETE /plans/p", match: `"3-0000000000000000"`, want: 404},
			scenario{as: "chair", req: "POST /plans", body: `{"code":"p","body":"wg","title":"Again"}`, want: 409, problem: "already-exists", has: all("never used again")},
			scenario{as: "reader", req: "GET /plans?status=endorsed,closed&sort=-code", want: 200, has: all(`"wg-2024"`, `"open-2023"`), hasNot: all(`"draft-2027"`)},
			scenario{as: "reader", req: "GET /plans?status=gone", want: 422, has: all("draft, endorsed, closed")},
			scenario{as: "reader", req: "GET /plans?body=other", want: 200, has: all(`"data":[]`)},
			scenario{as: "reader", req: "GET /plans?q=2027&fields=code,status", want: 200, has: all(`{"data":[{"code":"draft-2027","status":"draft"}],"next_cursor":null}`)},
			scenario{as: "reader", req: "GET /plans?colour=red", want: 422, has: all(`"?colour"`, "allowed are body, status")},
			scenario{as: "reader", req: "GET /plans/wg-2024?fields=code,known_at,as_of", want: 200, has: all(`{"code":"wg-2024","as_of":"2024-03-01","known_at":null}`)},
			scenario{as: "reader", req: "GET /plans/wg-2024?fields=codes", want: 422, has: all(`"?fields"`)},
			scenario{as: "guest", req: "GET /plans", want: 200, has: all(`"open-2023"`), hasNot: all(`"wg-2024"`)},
			scenario{as: "admin", req: "GET /plans", want: 200, has: all(`"data":[]`)},
		)
	})
}

func TestEndorsement(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w).plan("empty", "other", "members")
		const path = "POST /plans/draft-2027/endorse"
		w.play(
			scenario{as: "chair", req: path, body: `{"endorsed_on":"2024-02"}`, want: 428},
			scenario{as: "chair", req: path, body: `{"endorsed_on":"2024-02"}`, match: `"9-0000000000000000"`, want: 412},
			scenario{as: "sec", req: path, body: `{"endorsed_on":"2024-02"}`, match: "now", want: 403, has: all("co chair")},
			scenario{as: "stranger", req: path, body: `{"endorsed_on":"2024-02"}`, match: `"1-0000000000000000"`, want: 404},
			scenario{as: "chair", req: path, body: `{"endorsed_on":"2024-04"}`, match: "now", want: 422, has: all(`"/endorsed_on"`, "in_future")},
			scenario{as: "chair", req: path, body: `{}`, match: "now", want: 422, has: all(`"/note"`)},
			scenario{as: "chair", req: path, body: `{"endorsed_on":"2024-02","meeting":"none"}`, match: "now", want: 422, has: all(`"/meeting"`)},
			scenario{as: "chair", req: path, body: `{"endorsed_on":"2024-02","meeting":"wg-1","note":"By silence procedure."}`, match: "now", want: 200,
				has: all(`"status":"endorsed"`, `"revision":1`, `"endorsed_on":"2024-02"`, `"endorsed_meeting":"wg-1"`, "By silence")},
			scenario{as: "chair", req: path, body: `{"endorsed_on":"2024-02"}`, match: "now", want: 409, problem: "plan-not-draft"},
			scenario{as: "reader", req: "GET /plans/draft-2027?as_of=2024-01-31", want: 200, has: all(`"status":"draft"`)},
			scenario{as: "reader", req: "GET /plans/draft-2027?as_of=2024-02-01", want: 200, has: all(`"status":"endorsed"`)},
		)
		// theGroup's plans have two objectives from the start: take them out again to have an empty one.
		w.play(
			scenario{as: "stranger", req: "DELETE /plans/empty/objectives/1", match: "now", want: 204},
			scenario{as: "stranger", req: "DELETE /plans/empty/objectives/2", match: "now", want: 204},
			scenario{as: "stranger", req: "POST /plans/empty/endorse", body: `{"endorsed_on":"2024-02"}`, match: "now", want: 409, problem: "plan-empty"},
		)
	})
}

func TestObjectives(t *testing.T) {
	eachWorld(t, func(w *world) {
		theGroup(w)
		const list = "/plans/draft-2027/objectives"
		w.play(
			scenario{as: "reader", req: "GET " + list, want: 200, has: all(`"number":1`, `"title":"Prevention"`, `"next_cursor":null`)},
			scenario{as: "reader", req: "GET /plans/none/objectives", want: 404},
			scenario{as: "reader", req: "GET " + list + "?limit=1", want: 422, has: all("allowed are as_of, known_at")},
			scenario{as: "sec", req: "POST " + list, body: `{"title":"Third","predecessor":"wg-2024/1"}`, want: 201, has: all(`"number":3`, `"predecessor":"wg-2024/1"`), header: all("Location: /api/v1/plans/draft-2027/objectives/3")},
			scenario{as: "sec", req: "POST " + list, body: `{"title":"Seven","number":7}`, want: 201, has: all(`"number":7`)},
			scenario{as: "sec", req: "POST " + list, body: `{"title":"Seven","number":7}`, want: 409, problem: "already-exists"},
			scenario{as: "sec", req: "POST " + list, body: `{"number":0,"title":null}`, want: 422, has: all(`"/number"`, `"/title"`)},
			scenario{as: "sec", req: "POST " + list, body: `{"number":1.0,"title":"x"}`, want: 422, has: all(`"/number"`)},
			scenario{as: "reader", req: "POST " + list, body: `{"title":"X"}`, want: 403},
			scenario{as: "stranger", req: "POST " + list, body: `{"title":"X"}`, want: 404},
			scenario{as: "sec", req: "POST /plans/wg-2024/objectives", body: `{"title":"X"}`, want: 409, problem: "plan-endorsed"},
			scenario{as: "reader", req: "GET " + list + "/3", want: 200, has: all(`"title":"Third"`)},
			scenario{as: "reader", req: "GET " + list + "/99", want: 404},
			scenario{as: "reader", req: "GET " + list + "/one", want: 404},
			scenario{as: "reader", req: "GET " + list + "/3?as_of=2024-02-31", want: 422, has: all("not_a_date")},
			scenario{as: "chair", req: "PATCH " + list + "/3", body: `{"description":"D","predecessor":null}`, match: "now", want: 200, has: all(`"description":"D"`, `"predecessor":null`, `"title":"Third"`)},
			scenario{as: "chair", req: "PATCH " + list + "/3", body: `{"title":null}`, match: "now", want: 422, has: all(`"/title"`)},
			scenario{as: "reader", req: "PATCH " + list + "/3", body: `{"title":"X"}`, match: "now", want: 403},
			scenario{as: "chair", req: "PATCH " + list + "/99", body: `{"title":"X"}`, match: `"1-0000000000000000"`, want: 404},
			scenario{as: "chair", req: "PATCH /plans/wg-2024/objectives/1", body: `{"title":"X"}`, match: "now", want: 409, problem: "plan-endorsed"},
			scenario{as: "chair", req: "DELETE " + list + "/1", match: "now", want: 409, problem: "in-use", has: all("1.1")},
			scenario{as: "reader", req: "DELETE " + list + "/3", match: "now", want: 403},
			scenario{as: "chair", req: "DELETE " + list + "/3?x=1", match: `"1-0000000000000000"`, want: 422},
			scenario{as: "chair", req: "DELETE " + list + "/3", match: `"1-0000000000000000"`, want: 412},
			scenario{as: "chair", req: "DELETE " + list + "/3", match: "now", want: 204},
			scenario{as: "chair", req: "DELETE " + list + "/3", match: `"3-0000000000000000"`, want: 404},
			scenario{as: "chair", req: "POST " + list, body: `{"title":"X","number":3}`, want: 409, problem: "already-exists"},
			scenario{as: "chair", req: "POST " + list, body: `{"title":"Next"}`, want: 201, has: all(`"number":8`)},
		)
	})
}
