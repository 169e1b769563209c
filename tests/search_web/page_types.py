"""One address of every type of page: what the tests of looks, reach and weight go through.

A page that is made gets a row here, with a name that says what is special about it.
"""

from tests.search_web.conftest import DIRECTIVE

PAGE_TYPES = {
    "home": "/",
    "home on a day": "/?ngay=2016-11-11",
    "results": "/?q=sinh+ho%E1%BA%A1t+chi+b%E1%BB%99",
    "results narrowed": "/?q=chi+b%E1%BB%99&the-loai=article,directive&cap=tinh&ngay=2016-11-11&noi=L%C3%A0o+Cai",
    "number with namesakes": "/?q=47-CT%2FTU",
    "nothing found": "/?q=zzzz",
    "nothing found under filters": "/?q=zzzz&loai=chi-thi&co-quan=tinh-uy-cao-bang&nam=2014",
    "one long word": "/?q=" + "zq" * 100,
    "results in English": "/?q=sinh+ho%E1%BA%A1t+chi+b%E1%BB%99&tieng=en",
    "governing": "/dieu-chinh",
    "governed": "/dieu-chinh?q=sinh+ho%E1%BA%A1t+chi+b%E1%BB%99&noi=L%C3%A0o+Cai&ngay=2019-06-01",
    "places": "/so-sanh-noi",
    "places compared": "/so-sanh-noi?q=sinh+ho%E1%BA%A1t&a=L%C3%A0o+Cai&b=Tuy%C3%AAn+Quang",
    "numbers": "/danh-sach-so",
    "refused": "/?q=x&xep=lung-tung",
    "document": f"/vb/{DIRECTIVE}",
    "works like one": f"/vb/{DIRECTIVE}/tuong-tu",
    "law": "/vb/chinh-phu/nghi-dinh/2020/30-2020-ndd-cp",
    "stub": "/vb/ban-to-chuc-trung-uong/huong-dan/2012/09-hd-btctw",
    "draft": "/kiem-tra",
    "missing": "/con-thieu",
    "bodies": "/co-quan",
    "body": "/co-quan/tinh-uy-lao-cai",
    "bodies sought": "/co-quan?tim=tinh+uy",
    "body that went to several": "/co-quan/sa-pa",
    "body narrowed": "/co-quan/tinh-uy-lao-cai?loai=chi-thi&xep=so",
    "calendar": "/lich",
    "year": "/lich/2014",
    "month": "/lich/2014/11",
    "without a date": "/lich/chua-ro",
    "terms": "/khoa",
    "term": "/khoa/xi",
    "types": "/loai",
    "type": "/loai/chi-thi",
    "topics": "/chu-de",
    "most cited": "/duoc-dan-nhieu?tu=2010",
    "what came in": "/moi",
    "number series": "/day-so",
    "about": "/gioi-thieu",
    "not there": "/vb/khong/co/o/day",
}
