"""References are formatted by the language of the page, and cut by that of the work."""

import pytest

from qiusuo.model import Work
from qiusuo.source.bibtex import read_library
from qiusuo.views.reference import author_year, reference


def work(text: str) -> Work:
    (found,) = read_library(text, "x.bib", [])
    return found


PAPER = """@inproceedings{leviathan2023fast,
  author = {Leviathan, Yaniv and Kalman, Matan and Matias, Yossi},
  title = {Fast Inference from Transformers via Speculative Decoding},
  year = {2023}, booktitle = {Proceedings of ICML}, pages = {19274--19286},
  eprint = {2211.17192}, archiveprefix = {arXiv}, url = {https://arxiv.org/abs/2211.17192}
}"""
ARTICLE = """@article{a, author = {One, A. B. and Two, Jean-Luc and Three, C and Four, D and
  Five, E and Six, F and Seven, G}, title = {Is It?}, journal = {Nature}, year = {2024},
  volume = {625}, number = {7995}, pages = {468--475}, doi = {10.1038/s1}}"""
CHINESE = """@book{c, author = {李, 明 and 王, 芳 and 赵, 一 and 钱, 二}, title = {风筝史},
  publisher = {某某出版社}, year = {2020}, langid = {chinese}}"""
OTHERS = """@misc{o, author = {Phan, Long and others}, title = {Humanity's Last Exam},
  year = {2025}, url = {https://x.example.org/a}}"""
SOFTWARE = """@software{s, author = {{Significant Gravitas}}, title = {AutoGPT}, year = {2023},
  url = {javascript:alert(1)}, howpublished = {GitHub}}"""
RETITLED = """@misc{r, author = {Qin, Zhen}, title = {New}, formertitle = {Old}, year = {2023}}"""


@pytest.mark.parametrize(
    ("entry", "language", "text"),
    [
        (
            PAPER,
            "en",
            "Yaniv Leviathan, Matan Kalman and Yossi Matias. Fast Inference from Transformers via "
            "Speculative Decoding. In Proceedings of ICML, pp. 19274–19286, 2023. arXiv:2211.17192",
        ),
        (
            PAPER,
            "zh",
            "Leviathan Y, Kalman M, Matias Y. Fast Inference from Transformers via Speculative "
            "Decoding[C]//Proceedings of ICML. 2023: 19274-19286. arXiv:2211.17192",
        ),
        (
            ARTICLE,
            "en",
            "A. B. One, Jean-Luc Two, C Three et al. Is It? Nature, 625(7995), pp. 468–475, 2024. "
            "doi:10.1038/s1",
        ),
        (
            ARTICLE,
            "zh",
            "One A B, Two J-L, Three C, et al. Is It?[J]. Nature, 2024, 625(7995): 468-475. "
            "doi:10.1038/s1",
        ),
        (CHINESE, "en", "李明, 王芳, 赵一 and 钱二. 风筝史. 某某出版社, 2020."),
        (CHINESE, "zh", "李明, 王芳, 赵一, 等. 风筝史[M]. 某某出版社, 2020."),
        (OTHERS, "en", "Long Phan et al. Humanity's Last Exam. 2025. x.example.org"),
        (OTHERS, "zh", "Phan L, et al. Humanity's Last Exam[EB/OL]. 2025. x.example.org"),
        (SOFTWARE, "en", "Significant Gravitas. AutoGPT. GitHub, 2023."),
        (SOFTWARE, "zh", "Significant Gravitas. AutoGPT[CP/OL]. GitHub, 2023."),
        (RETITLED, "en", "Zhen Qin. New. [formerly: Old] 2023."),
        (RETITLED, "zh", "Qin Z. New[Z]（曾题为：Old）. 2023."),
    ],
)
def test_references(entry: str, language: str, text: str) -> None:
    assert str(reference(work(entry), language)) == text


def test_only_http_becomes_a_link() -> None:
    links = [piece.url for piece in reference(work(SOFTWARE), "en").pieces if piece.url]
    assert links == []


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (PAPER, "Leviathan et al. 2023"),
        (CHINESE, "李明等 2020"),
        (SOFTWARE, "Significant Gravitas 2023"),
        ("@misc{n, title = {No Author}, year = {2020}}", "No Author 2020"),
    ],
)
def test_works_are_named_in_running_text(entry: str, text: str) -> None:
    assert author_year(work(entry)) == text
