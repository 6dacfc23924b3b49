"""The synthetic dataset: CIFAR-100's shape, repeatable, and on no page of the book."""

from pathlib import Path

import numpy as np

from cnnbook import stand_in


def test_it_has_the_shape_and_type_of_cifar100():
    data = stand_in.make(200, 100)
    assert data.x_train.shape == (200, 32, 32, 3)
    assert data.x_test.shape == (100, 32, 32, 3)
    assert data.x_train.dtype == data.x_test.dtype == np.uint8
    assert data.y_train.shape == (200,)
    assert data.y_test.shape == (100,)
    assert len(data.class_names) == 100
    assert not data.is_whole


def test_all_classes_are_there_equally_often_and_in_no_order():
    data = stand_in.make(300, 100)
    for labels, times in ((data.y_train, 3), (data.y_test, 1)):
        assert np.bincount(labels).tolist() == [times] * 100
        assert (np.diff(labels.astype(int)) < 0).any()


def content(data):
    arrays = (data.x_train, data.y_train, data.x_test, data.y_test)
    return b"".join(array.tobytes() for array in arrays)


def test_the_same_arguments_give_the_same_bytes_and_another_seed_others():
    assert content(stand_in.make(100, 100)) == content(stand_in.make(100, 100))
    assert content(stand_in.make(100, 100)) != content(stand_in.make(100, 100, seed=1))


def test_an_image_is_nearer_to_its_own_class_than_to_any_other():
    data = stand_in.make(100, 100)  # one training image of each class
    train = data.x_train[np.argsort(data.y_train)].astype(float).reshape(100, -1)
    test = data.x_test.astype(float).reshape(100, -1)
    distances = ((test[:, None, :] - train[None, :, :]) ** 2).sum(axis=-1)
    assert (distances.argmin(axis=1) == data.y_test).all()
    assert distances.min() > 0  # and yet no two are the same


def test_no_chapter_uses_it():
    chapters = sorted((Path(__file__).parents[2] / "book").glob("*.md"))
    assert len(chapters) > 10
    assert not [path.name for path in chapters if "stand_in" in path.read_text("utf-8")]
